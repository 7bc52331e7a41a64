package io.tierline.pricing.book;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A change that storefronts have been told of.
 *
 * @param bookVersion the book's version after it
 * @param products what it changed
 */
public record PublishedChange(
    long bookVersion, UUID changeSetId, Instant effectiveFrom, List<String> products) {

  public PublishedChange {
    products = List.copyOf(products);
  }
}
