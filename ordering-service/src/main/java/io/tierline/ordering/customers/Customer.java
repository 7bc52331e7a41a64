package io.tierline.ordering.customers;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Buys from one seller and never meets that seller's parent (domain.md OR-4).
 *
 * @param language {@code en} or {@code ja}
 * @param country ISO 3166 alpha-2
 */
public record Customer(
    CustomerId id,
    SellerId seller,
    String name,
    String email,
    String language,
    String country,
    ZoneId timeZone,
    Instant registeredAt) {}
