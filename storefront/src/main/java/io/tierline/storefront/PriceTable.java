package io.tierline.storefront;

import io.tierline.contracts.SellerId;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything a cache serves from, replaced as a whole: prices and the claim how fresh they are
 * never come from two different moments.
 */
final class PriceTable {

  private final ById<Shelf> shelves;

  PriceTable(Map<SellerId, Shelf> shelves) {
    this.shelves =
        ById.of(
            shelves.entrySet().stream()
                .collect(Collectors.toMap(shelf -> shelf.getKey().value(), Map.Entry::getValue)));
  }

  /**
   * @throws IllegalArgumentException for a seller that is not followed
   */
  Shelf shelf(SellerId seller) {
    Shelf shelf = shelves.get(seller.value());
    if (shelf == null) {
      throw new IllegalArgumentException(
          "Prices of seller %s are not followed here, only those of %s".formatted(seller, shelves));
    }
    return shelf;
  }
}
