package io.tierline.pricing.catalog;

import io.tierline.contracts.ProductAction;
import io.tierline.pricing.catalog.Product.Privacy;
import io.tierline.pricing.engine.ProductKind;
import io.tierline.pricing.engine.ProductTerms;
import io.tierline.pricing.engine.ProductTerms.SubResellerPricing;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Reads the catalog as an operator writes it: a CSV file with a header, {@code #} for comments. */
public final class CatalogFile {

  private static final List<String> COLUMNS =
      List.of(
          "kind",
          "product",
          "min",
          "max",
          "privacy",
          "days",
          "sub-resellers",
          "currency",
          "register",
          "renew",
          "transfer",
          "restore");

  private CatalogFile() {}

  /**
   * @throws IllegalArgumentException naming the line that cannot be understood
   */
  public static List<Listing> read(String csv) {
    AtomicInteger number = new AtomicInteger();
    return csv.lines()
        .map(line -> new Line(number.incrementAndGet(), line.strip()))
        .filter(line -> !line.text().isEmpty() && !line.text().startsWith("#"))
        .flatMap(line -> line.listing().stream())
        .toList();
  }

  private record Line(int number, String text) {

    /** Nothing for the header. */
    Optional<Listing> listing() {
      List<String> values = List.of(text.split(",", -1));
      if (values.equals(COLUMNS)) {
        return Optional.empty();
      }
      if (values.size() != COLUMNS.size()) {
        throw new IllegalArgumentException(
            "Line %d of the catalog has %d columns, not %d: %s"
                .formatted(number, values.size(), COLUMNS.size(), text));
      }
      try {
        return Optional.of(listing(values));
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new IllegalArgumentException(
            "Line %d of the catalog: %s (%s)".formatted(number, e.getMessage(), text), e);
      }
    }

    private static Listing listing(List<String> values) {
      CurrencyUnit currency = CurrencyUnit.of(values.get(7));
      Map<ProductAction, Money> costs = new EnumMap<>(ProductAction.class);
      for (ProductAction action : ProductAction.values()) {
        String cost = values.get(8 + action.ordinal());
        if (!cost.equals("-")) {
          costs.put(action, Money.of(currency, new BigDecimal(cost)));
        }
      }
      String code =
          ProductNames.ascii(values.get(1))
              .orElseThrow(() -> new IllegalArgumentException("no TLD: " + values.get(1)));
      ProductTerms terms =
          new ProductTerms(
              code,
              ProductKind.valueOf(values.get(0)),
              Integer.parseInt(values.get(2)),
              Integer.parseInt(values.get(3)),
              costs.keySet(),
              SubResellerPricing.valueOf(values.get(6)),
              null);
      return new Listing(
          new Product(terms, privacy(values.get(4)), Integer.parseInt(values.get(5))), costs);
    }

    private static Privacy privacy(String word) {
      return switch (word) {
        case "yes" -> Privacy.OFFERED;
        case "no" -> Privacy.NOT_OFFERED;
        default -> throw new IllegalArgumentException("privacy is yes or no, not " + word);
      };
    }
  }
}
