package io.tierline.storefront;

import java.util.Collection;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A number for each product, found by its name; what is known of products lies in arrays by these
 * numbers. Names lie so far apart that the first look usually finds the right one, without chains
 * of entries to follow. Immutable.
 */
final class ProductPlaces {

  static final int NONE = -1;
  static final ProductPlaces EMPTY = new ProductPlaces(new @Nullable String[1]);

  /** Of the names' array; more of them collide less often, but are farther apart in memory. */
  private static final int PLACES_PER_PRODUCT = 4;

  /** 2^32 over the golden ratio: spreads similar names over all places. */
  private static final int SPREAD = 0x9E3779B9;

  private final @Nullable String[] names;
  private final int mask;

  private ProductPlaces(@Nullable String[] names) {
    this.names = names;
    this.mask = names.length - 1;
  }

  static ProductPlaces of(Collection<String> products) {
    int atLeast = Math.max(1, Math.multiplyExact(products.size(), PLACES_PER_PRODUCT));
    ProductPlaces places =
        new ProductPlaces(new @Nullable String[Integer.highestOneBit(2 * atLeast - 1)]);
    for (String product : products) {
      int place = places.first(product);
      while (places.names[place] != null) {
        place = place + 1 & places.mask;
      }
      places.names[place] = product;
    }
    return places;
  }

  private int first(String product) {
    int hash = product.hashCode() * SPREAD;
    return (hash ^ hash >>> 16) & mask;
  }

  /** {@link #NONE} for one that is not among them. */
  int placeOf(String product) {
    int place = first(product);
    while (true) {
      String name = names[place];
      if (name == null) {
        return NONE;
      }
      if (name.equals(product)) {
        return place;
      }
      place = place + 1 & mask;
    }
  }

  /** All places, with and without a product: how long an array by them must be. */
  int count() {
    return names.length;
  }

  boolean includesAll(Collection<String> products) {
    return products.stream().allMatch(product -> placeOf(product) != NONE);
  }

  void forEach(BiConsumer<String, Integer> visitor) {
    for (int place = 0; place < names.length; place++) {
      String name = names[place];
      if (name != null) {
        visitor.accept(name, place);
      }
    }
  }
}
