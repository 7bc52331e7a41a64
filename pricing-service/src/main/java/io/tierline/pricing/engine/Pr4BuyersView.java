package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * domain.md PR-4: what buyers are shown leaves multi-year rows out when every tenure has the same
 * per-year price; buying several years still works.
 */
public final class Pr4BuyersView {

  private Pr4BuyersView() {}

  /**
   * @param total what the tenure costs
   */
  public record Row(ProductAction action, int slab, int years, Money perYear, Money total) {}

  public record ProductRows(String product, long priceVersion, List<Row> rows) {
    public ProductRows {
      rows = List.copyOf(rows);
    }
  }

  /** The products with a price in force, after {@code product} in their order. */
  public static List<ProductRows> rows(PriceBook book, Instant at, String afterProduct, int limit) {
    return book.products().values().stream()
        .filter(product -> product.terms().product().compareTo(afterProduct) > 0)
        .flatMap(product -> rows(book, product, at).stream())
        .limit(limit)
        .toList();
  }

  private static Optional<ProductRows> rows(PriceBook book, PriceBook.Product product, Instant at) {
    PriceBook.Version version = product.inForce(at);
    if (version == null) {
      return Optional.empty();
    }
    Shown shown = new Shown(book, product.terms(), version.table());
    List<Row> rows = new ArrayList<>();
    for (ProductAction action : ProductAction.values()) {
      for (int place = Pr7Slabs.BASE; place <= book.slabs().size(); place++) {
        rows.addAll(withoutRepetition(shown.everyTenure(action, place)));
      }
    }
    return Optional.of(new ProductRows(product.terms().product(), version.dated().version(), rows));
  }

  private record Shown(PriceBook book, ProductTerms terms, PriceTable table) {

    /** A slab without prices of its own shows none: the one below counts. */
    List<Row> everyTenure(ProductAction action, int place) {
      List<Row> rows = new ArrayList<>();
      for (int years = terms.shortestTenure(action);
          years <= terms.longestTenure(action);
          years++) {
        PriceTable.Found found = table.find(action, place, years);
        if (found != null && found.place() == place) {
          rows.add(
              new Row(
                  action,
                  book.slabNumberAt(place),
                  years,
                  book.money(found.perYear()),
                  book.money(Pr2PerYear.total(found.perYear(), years))));
        }
      }
      return rows;
    }
  }

  private static List<Row> withoutRepetition(List<Row> tenures) {
    boolean allTheSame = tenures.stream().map(Row::perYear).distinct().limit(2).count() == 1;
    return allTheSame ? tenures.subList(0, 1) : tenures;
  }
}
