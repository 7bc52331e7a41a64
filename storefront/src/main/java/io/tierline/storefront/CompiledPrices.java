package io.tierline.storefront;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.pricing.PriceListEvent.Cell;
import io.tierline.contracts.pricing.PriceListEvent.PriceListPublished;
import io.tierline.storefront.ProductPrices.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** The prices of one snapshot, arranged for looking them up; amounts are minor units. */
final class CompiledPrices {

  /** Far above any registry's longest tenure; keeps a price list from filling the memory. */
  private static final int TENURE_YEARS_MAX = 100;

  private final CurrencyUnit currency;
  private final int minYears;
  private final int maxYears;

  /** action → slab → tenure → price per year. */
  private final Map<ProductAction, NavigableMap<Integer, NavigableMap<Integer, Long>>> perYear;

  private CompiledPrices(
      PriceListPublished published,
      Map<ProductAction, NavigableMap<Integer, NavigableMap<Integer, Long>>> perYear) {
    this.currency = CurrencyUnit.of(published.currency());
    this.minYears = published.minYears();
    this.maxYears = published.maxYears();
    this.perYear = perYear;
  }

  /**
   * @throws ArithmeticException for amounts that no purchase could be computed from
   * @throws IllegalArgumentException for an unknown currency or tenures beyond any limit
   */
  static CompiledPrices of(PriceListPublished published) {
    if (published.maxYears() > TENURE_YEARS_MAX) {
      throw new IllegalArgumentException(
          "Tenures of up to %d years exceed the limit of %d"
              .formatted(published.maxYears(), TENURE_YEARS_MAX));
    }
    Map<ProductAction, NavigableMap<Integer, NavigableMap<Integer, Long>>> perYear =
        new EnumMap<>(ProductAction.class);
    for (Cell cell : published.cells()) {
      long minorUnits = cell.perYear().getAmountMinorLong();
      Math.multiplyExact(minorUnits, (long) published.maxYears());
      perYear
          .computeIfAbsent(cell.action(), _ -> new TreeMap<>())
          .computeIfAbsent(cell.slab(), _ -> new TreeMap<>())
          .put(cell.years(), minorUnits);
    }
    return new CompiledPrices(published, perYear);
  }

  boolean offers(ProductAction action) {
    return perYear.containsKey(action);
  }

  /**
   * The price of one year when {@code years} are bought at once: in the highest slab up to {@code
   * slab} that has one (domain.md PR-7), of the longest tenure up to {@code years} that has one
   * (PR-3).
   */
  OptionalLong perYearMinorUnits(ProductAction action, int years, int slab) {
    NavigableMap<Integer, NavigableMap<Integer, Long>> slabs = perYear.get(action);
    if (slabs == null || years < shortest(action) || years > longest(action)) {
      return OptionalLong.empty();
    }
    for (NavigableMap<Integer, Long> tenures : slabs.headMap(slab, true).descendingMap().values()) {
      Map.Entry<Integer, Long> tenure = tenures.floorEntry(years);
      if (tenure != null) {
        return OptionalLong.of(tenure.getValue());
      }
    }
    return OptionalLong.empty();
  }

  Money money(long minorUnits) {
    return Money.ofMinor(currency, minorUnits);
  }

  /** What buyers in a slab are shown (domain.md PR-4). */
  List<Row> rows(int slab) {
    List<Row> rows = new ArrayList<>();
    for (ProductAction action : ProductAction.values()) {
      List<Row> tenures = tenures(action, slab);
      boolean onePriceForAll = tenures.stream().map(Row::perYear).distinct().count() == 1;
      rows.addAll(onePriceForAll ? tenures.subList(0, 1) : tenures);
    }
    return List.copyOf(rows);
  }

  private List<Row> tenures(ProductAction action, int slab) {
    List<Row> rows = new ArrayList<>();
    for (int years = shortest(action); years <= longest(action); years++) {
      OptionalLong price = perYearMinorUnits(action, years, slab);
      if (price.isPresent()) {
        long total = Math.multiplyExact(price.getAsLong(), (long) years);
        rows.add(new Row(action, years, money(price.getAsLong()), money(total)));
      }
    }
    return rows;
  }

  private int shortest(ProductAction action) {
    return boughtByTenure(action) ? minYears : 1;
  }

  private int longest(ProductAction action) {
    return boughtByTenure(action) ? maxYears : 1;
  }

  /** A transfer or a restore is one purchase, whatever the TLD's tenures (domain.md PR-3). */
  private static boolean boughtByTenure(ProductAction action) {
    return switch (action) {
      case REGISTER, RENEW -> true;
      case TRANSFER, RESTORE -> false;
    };
  }
}
