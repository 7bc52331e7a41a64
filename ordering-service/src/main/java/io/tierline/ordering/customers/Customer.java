package io.tierline.ordering.customers;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Buys from one seller and never meets that seller's parent (domain.md OR-4).
 *
 * @param language {@code en} or {@code ja}
 * @param country ISO 3166 alpha-2
 * @param region ISO 3166-2 without the country, where taxes differ by it (domain.md PR-17), e.g.
 *     {@code QC}; null: not known
 */
public record Customer(
    CustomerId id,
    SellerId seller,
    String name,
    String email,
    String language,
    String country,
    @Nullable String region,
    ZoneId timeZone,
    Instant registeredAt) {}
