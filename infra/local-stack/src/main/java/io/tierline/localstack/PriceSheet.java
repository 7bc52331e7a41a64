package io.tierline.localstack;

import io.tierline.contracts.ProductAction;
import io.tierline.storefront.PriceListAnswer.Listed;
import io.tierline.storefront.ProductPrices;
import io.tierline.storefront.ProductPrices.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A price list at one moment, to be held against the one before.
 *
 * @param unvouched products that cannot be vouched for at the moment
 */
record PriceSheet(SortedMap<Place, Shown> prices, SortedSet<String> unvouched) {

  record Place(String product, ProductAction action, int years) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::product)
            .thenComparing(Place::action)
            .thenComparingInt(Place::years);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return "%-12s %-8s %-8s"
          .formatted(
              product,
              action.name().toLowerCase(Locale.ROOT),
              years == 1 ? "1 year" : years + " years");
    }
  }

  record Shown(Money total, String kind, long version) {

    @Override
    public String toString() {
      String amount = "%s %s".formatted(total.getAmount(), total.getCurrencyUnit());
      return kind.equals("usual") ? amount : "%s (%s)".formatted(amount, kind);
    }
  }

  /**
   * @param before null for what was not on the list
   * @param after null for what no longer is
   */
  record Difference(Place place, @Nullable Shown before, @Nullable Shown after) {

    @Override
    public String toString() {
      return "%s version %s   %s → %s".formatted(place, versions(), amount(before), amount(after));
    }

    private String versions() {
      if (before == null || after == null || before.version() == after.version()) {
        Shown one = after == null ? before : after;
        return one == null ? "-" : Long.toString(one.version());
      }
      return before.version() + " → " + after.version();
    }

    private static String amount(@Nullable Shown shown) {
      return shown == null ? "not listed" : shown.toString();
    }
  }

  static PriceSheet of(Listed listed, @Nullable String onlyProduct) {
    SortedMap<Place, Shown> prices = new TreeMap<>();
    for (ProductPrices product : listed.products()) {
      if (onlyProduct == null || onlyProduct.equals(product.product())) {
        for (Row row : product.rows()) {
          prices.put(
              new Place(product.product(), row.action(), row.years()),
              new Shown(
                  row.total(), row.kind().name().toLowerCase(Locale.ROOT), product.priceVersion()));
        }
      }
    }
    SortedSet<String> unvouched = new TreeSet<>(listed.unvouched());
    unvouched.removeIf(product -> onlyProduct != null && !onlyProduct.equals(product));
    return new PriceSheet(prices, unvouched);
  }

  /**
   * With the prices of before of what cannot be vouched for, and of what nobody was told of yet:
   * they are compared with those that are vouched for, and told of, again.
   *
   * @param told the version of each product that may be shown now
   */
  PriceSheet after(PriceSheet before, Map<String, Long> told) {
    Map<String, Long> news = new HashMap<>(told);
    news.entrySet()
        .removeIf(of -> unvouched.contains(of.getKey()) || !isOf(of.getKey(), of.getValue()));
    SortedMap<Place, Shown> all = new TreeMap<>(before.prices);
    all.keySet().removeIf(place -> news.containsKey(place.product()));
    prices.forEach(
        (place, shown) -> {
          if (news.containsKey(place.product())) {
            all.put(place, shown);
          }
        });
    return new PriceSheet(all, unvouched);
  }

  /**
   * Whether all of the product is of this version. What is not listed tells none, and so is of
   * each.
   */
  boolean isOf(String product, long version) {
    return prices.tailMap(new Place(product, ProductAction.values()[0], 0)).entrySet().stream()
        .takeWhile(price -> price.getKey().product().equals(product))
        .allMatch(price -> price.getValue().version() == version);
  }

  /** Those that can no longer be vouched for, after a sheet of before. */
  SortedSet<String> unvouchedSince(PriceSheet before) {
    SortedSet<String> since = new TreeSet<>(unvouched);
    since.removeAll(before.unvouched);
    return since;
  }

  /** A version that leaves a price as it was is no difference. */
  List<Difference> differencesTo(PriceSheet next) {
    TreeSet<Place> places = new TreeSet<>(prices.keySet());
    places.addAll(next.prices.keySet());
    List<Difference> differences = new ArrayList<>();
    for (Place place : places) {
      Shown before = prices.get(place);
      Shown after = next.prices.get(place);
      boolean same =
          before != null
              && after != null
              && before.total().equals(after.total())
              && before.kind().equals(after.kind());
      if (!same) {
        differences.add(new Difference(place, before, after));
      }
    }
    return differences;
  }
}
