package io.tierline.pricing.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The versions of all products of a book, a row each: first the highest of each product, in the
 * order of the products, then those below it. Here alone is it said which row is whose.
 *
 * @param products how many there are; a product's number is the row of its highest version
 * @param below by row: that of the next lower version of the same product; {@link #NONE} below the
 *     lowest
 */
record Rows(int products, List<PackedPrices.Row> all, int[] below) {

  static final int NONE = -1;

  private static final List<DatedPrices> NEVER_SOLD =
      List.of(new DatedPrices.Withdrawn(0, Instant.EPOCH));

  /**
   * @param products in the order of their numbers, with versions in any order
   */
  static Rows of(List<BookPrices.ProductPrices> products) {
    List<List<DatedPrices>> versions = products.stream().map(Rows::highestFirst).toList();
    int[] below = new int[versions.stream().mapToInt(List::size).sum()];
    Arrays.fill(below, NONE);
    List<PackedPrices.Row> all = new ArrayList<>();
    for (int product = 0; product < products.size(); product++) {
      all.add(row(products.get(product), versions.get(product).getFirst()));
    }
    for (int product = 0; product < products.size(); product++) {
      int above = product;
      List<DatedPrices> ofProduct = versions.get(product);
      for (DatedPrices version : ofProduct.subList(1, ofProduct.size())) {
        below[above] = all.size();
        above = all.size();
        all.add(row(products.get(product), version));
      }
    }
    return new Rows(products.size(), all, below);
  }

  /** A product without versions is as one that was never sold. */
  private static List<DatedPrices> highestFirst(BookPrices.ProductPrices product) {
    return product.versions().isEmpty()
        ? NEVER_SOLD
        : product.versions().stream()
            .sorted(Comparator.comparingLong(DatedPrices::version).reversed())
            .toList();
  }

  private static PackedPrices.Row row(BookPrices.ProductPrices product, DatedPrices version) {
    return new PackedPrices.Row(product.terms(), product.status(), version);
  }

  /** Whether no product has several versions. */
  boolean areHighestOnly() {
    return all.size() == products;
  }
}
