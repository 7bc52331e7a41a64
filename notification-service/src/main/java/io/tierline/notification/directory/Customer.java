package io.tierline.notification.directory;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.SellerId;

/**
 * A customer of one seller.
 *
 * @param language as it was given, whether letters are written in it or not
 * @param timeZone IANA name as it was given
 */
public record Customer(
    CustomerId id,
    SellerId sellerId,
    String name,
    String email,
    String language,
    String country,
    String timeZone) {}
