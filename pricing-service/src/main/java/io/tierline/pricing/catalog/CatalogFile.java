package io.tierline.pricing.catalog;

import io.tierline.contracts.ProductAction;
import io.tierline.pricing.catalog.Product.Privacy;
import io.tierline.pricing.engine.ProductKind;
import io.tierline.pricing.engine.ProductTerms;
import io.tierline.pricing.engine.ProductTerms.SubResellerPricing;
import io.tierline.pricing.engine.Sunrise;
import io.tierline.pricing.engine.Sunrise.ApplicationFee;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Reads the catalog as an operator writes it: a CSV file with a header, {@code #} for comments. A
 * line of a TLD that is in sunrise is followed by one that says so: {@code
 * SUNRISE,<tld>,<start>,<end>,<currency>,<application fee or ->}.
 */
public final class CatalogFile {

  private static final String SUNRISE = "SUNRISE";
  private static final int SUNRISE_COLUMNS = 6;

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
    Map<String, Listing> listings = new LinkedHashMap<>();
    csv.lines()
        .map(line -> new Line(number.incrementAndGet(), line.strip()))
        .filter(line -> !line.text().isEmpty() && !line.text().startsWith("#"))
        .forEach(line -> line.addTo(listings));
    return List.copyOf(listings.values());
  }

  private record Line(int number, String text) {

    void addTo(Map<String, Listing> listings) {
      List<String> values = List.of(text.split(",", -1));
      if (values.equals(COLUMNS)) {
        return;
      }
      int columns = values.getFirst().equals(SUNRISE) ? SUNRISE_COLUMNS : COLUMNS.size();
      if (values.size() != columns) {
        throw new IllegalArgumentException(
            "Line %d of the catalog has %d columns, not %d: %s"
                .formatted(number, values.size(), columns, text));
      }
      try {
        Listing listing =
            values.getFirst().equals(SUNRISE) ? inSunrise(values, listings) : listing(values);
        listings.put(listing.product().code(), listing);
      } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
        throw new IllegalArgumentException(
            "Line %d of the catalog: %s (%s)".formatted(number, e.getMessage(), text), e);
      }
    }

    private static Listing inSunrise(List<String> values, Map<String, Listing> listings) {
      Listing tld = listings.get(code(values.get(1)));
      if (tld == null || tld.product().kind() != ProductKind.TLD) {
        throw new IllegalArgumentException("no line above has the TLD " + values.get(1));
      }
      boolean charged = !values.get(5).equals("-");
      Money fee =
          charged ? Money.of(CurrencyUnit.of(values.get(4)), new BigDecimal(values.get(5))) : null;
      Sunrise sunrise =
          new Sunrise(
              Instant.parse(values.get(2)),
              Instant.parse(values.get(3)),
              charged ? ApplicationFee.CHARGED : ApplicationFee.NONE);
      Product product = tld.product();
      return new Listing(
          new Product(
              product.terms().withSunrise(sunrise),
              product.privacy(),
              product.lastRenewalDaysBeforeExpiry(),
              fee),
          tld.costs());
    }

    private static String code(String name) {
      return ProductNames.ascii(name)
          .orElseThrow(() -> new IllegalArgumentException("no TLD: " + name));
    }

    /** Never one that a TLD has or may have one day: those with hyphens are all IDNA's. */
    private static String webService(String name) {
      String code = code(name);
      if (!code.contains("-") || code.contains(".") || code.startsWith("xn--")) {
        throw new IllegalArgumentException(
            "the code of a web service has a hyphen, no dot and no xn--, so that it can be no TLD: "
                + name);
      }
      return code;
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
      ProductKind kind = ProductKind.valueOf(values.get(0));
      ProductTerms terms =
          new ProductTerms(
              kind == ProductKind.WEB_SERVICE ? webService(values.get(1)) : code(values.get(1)),
              kind,
              Integer.parseInt(values.get(2)),
              Integer.parseInt(values.get(3)),
              costs.keySet(),
              SubResellerPricing.valueOf(values.get(6)),
              null);
      return new Listing(
          new Product(terms, privacy(values.get(4)), Integer.parseInt(values.get(5)), null), costs);
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
