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

  /** 2^64 over the golden ratio: spreads similar names over all places. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final @Nullable String[] names;

  /** Of the names; zero where there is none. */
  private final long[] letters;

  private final int mask;
  private final int shift;

  private ProductPlaces(@Nullable String[] names) {
    this.names = names;
    this.letters = new long[names.length];
    this.mask = names.length - 1;
    this.shift = Long.numberOfLeadingZeros(mask);
  }

  static ProductPlaces of(Collection<String> products) {
    int atLeast = Math.max(1, Math.multiplyExact(products.size(), PLACES_PER_PRODUCT));
    ProductPlaces places =
        new ProductPlaces(new @Nullable String[Integer.highestOneBit(2 * atLeast - 1)]);
    products.forEach(places::put);
    return places;
  }

  private void put(String product) {
    long letters = Letters.of(product);
    int place = first(letters);
    while (names[place] != null) {
      place = place + 1 & mask;
    }
    names[place] = product;
    this.letters[place] = letters;
  }

  /** By the highest bits of the product, for only these depend on every letter. */
  private int first(long letters) {
    return (int) (letters * SPREAD >>> shift) & mask;
  }

  /** {@link #NONE} for one that is not among them. */
  int placeOf(String product) {
    return placeOf(product, Letters.of(product));
  }

  /** The same, for what is known already of a purchase's product. */
  int placeOf(Purchase purchase) {
    return placeOf(purchase.product(), purchase.letters());
  }

  private int placeOf(String product, long sought) {
    int place = first(sought);
    while (true) {
      long found = letters[place];
      if (found == sought && (sought > 0 || product.equals(names[place]))) {
        return place;
      }
      if (found == 0) {
        return NONE;
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
