package io.tierline.pricing.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lets books of the same products share what is known of these. For any number of threads. */
public final class Assortments {

  /** A seller with products that nobody else has in this composition keeps its own. */
  private static final int SHARED_MAX = 64;

  private final Map<List<ProductTerms>, Assortment> shared =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<ProductTerms>, Assortment> eldest) {
          return size() > SHARED_MAX;
        }
      };

  /**
   * @param bytesAdded about what it takes in memory; zero when another book has it already
   */
  record Found(Assortment assortment, long bytesAdded) {}

  Found of(List<ProductTerms> products) {
    synchronized (shared) {
      Assortment known = shared.get(products);
      if (known != null) {
        return new Found(known, 0);
      }
      Assortment added = Assortment.of(products);
      shared.put(List.copyOf(products), added);
      return new Found(added, added.bytes());
    }
  }
}
