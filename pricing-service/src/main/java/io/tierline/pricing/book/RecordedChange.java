package io.tierline.pricing.book;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A change of a book, and what it concerns.
 *
 * @param bookVersion the book's version after it
 * @param products what it changed
 */
public record RecordedChange(
    long bookVersion, UUID changeSetId, Instant effectiveFrom, List<String> products) {

  public RecordedChange {
    products = List.copyOf(products);
  }
}
