package io.tierline.pricing.engine;

import java.util.Arrays;
import java.util.List;

/**
 * Products, each at a number, found by name. Most sellers sell the same ones, so that their books
 * share one of these ({@link Assortments}): what every quote reads first stays near the processor.
 */
final class Assortment {

  static final int UNKNOWN = -1;

  /** Places for each product, about: with so many, hardly one is taken when it is asked for. */
  private static final int SPARE = 8;

  private final ProductTerms[] terms;
  private final String[] names;

  /** Numbers, each at the first free place from the one that its name asks for. */
  private final int[] places;

  private Assortment(ProductTerms[] terms, String[] names, int[] places) {
    this.terms = terms;
    this.names = names;
    this.places = places;
  }

  /**
   * @param products each once; their numbers are their places here
   */
  static Assortment of(List<ProductTerms> products) {
    String[] names = products.stream().map(ProductTerms::product).toArray(String[]::new);
    int[] places = new int[Integer.highestOneBit(names.length + 1) * SPARE];
    Arrays.fill(places, UNKNOWN);
    for (int number = 0; number < names.length; number++) {
      int place = firstPlace(names[number], places.length);
      while (places[place] != UNKNOWN) {
        place = (place + 1) & (places.length - 1);
      }
      places[place] = number;
    }
    return new Assortment(products.toArray(ProductTerms[]::new), names, places);
  }

  private static int firstPlace(String name, int places) {
    int hash = name.hashCode();
    return (hash ^ (hash >>> 16)) & (places - 1);
  }

  /** The number of a product; {@link #UNKNOWN} when it is not among these. */
  int find(String name) {
    int place = firstPlace(name, places.length);
    while (true) {
      int number = places[place];
      if (number == UNKNOWN || names[number].equals(name)) {
        return number;
      }
      place = (place + 1) & (places.length - 1);
    }
  }

  ProductTerms terms(int number) {
    return terms[number];
  }

  int size() {
    return terms.length;
  }

  /** About what it takes in memory beside the terms. */
  long bytes() {
    return Integer.BYTES * (2L * terms.length + places.length);
  }
}
