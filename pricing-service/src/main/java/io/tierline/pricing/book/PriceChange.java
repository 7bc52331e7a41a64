package io.tierline.pricing.book;

import io.tierline.pricing.engine.DatedPrices;
import io.tierline.pricing.engine.Slab;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One save: everything in it becomes visible together (domain.md PR-16, PR-20).
 *
 * @param bookVersion the book's version after it
 * @param slabs the list that holds from now on; where the change left it alone, the one it found
 * @param products what the save changed, each product once
 */
public record PriceChange(
    BookKey book,
    long bookVersion,
    UUID changeSetId,
    Instant effectiveFrom,
    Author author,
    SlabList slabs,
    List<ProductVersion> products) {

  public PriceChange {
    products = List.copyOf(products);
  }

  /** Some of its products, in a change set of that name. */
  PriceChange part(UUID changeSetId, List<ProductVersion> products) {
    return new PriceChange(book, bookVersion, changeSetId, effectiveFrom, author, slabs, products);
  }

  /**
   * Who, when and why.
   *
   * @param name the client that asked for it
   */
  public record Author(String name, Instant at, String reason) {}

  public record ProductVersion(String product, DatedPrices prices) {}

  public sealed interface SlabList {
    List<Slab> slabs();

    record Kept(List<Slab> slabs) implements SlabList {}

    record Replaced(List<Slab> slabs) implements SlabList {}
  }
}
