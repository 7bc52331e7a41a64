package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.CostOf.Cost;
import io.tierline.pricing.engine.SellingPrice.OfApplicationFee;
import io.tierline.pricing.engine.SellingPrice.OfCell;
import io.tierline.pricing.engine.SellingPrice.OfPromo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a change of prices would do, before it is saved (domain.md PR-10, PR-20): every price that
 * changes with its margin before and after, and what the seller should look at twice.
 */
public final class Preview {

  private Preview() {}

  /**
   * @param changes product by product
   * @param warnings of the products that change; of all products sold where a price is missing
   */
  public record Compared(List<Change> changes, List<Warning> warnings) {
    public Compared {
      changes = List.copyOf(changes);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * @param before null when it is new
   * @param after null when it is taken away
   */
  public record Change(
      SellingPrice price, @Nullable Money before, @Nullable Money after, Margins margins) {}

  /** What is earned on a year. */
  public sealed interface Margins {

    /**
     * @param before null when the price is new
     * @param after null when the price is taken away
     */
    record Known(@Nullable Profit before, @Nullable Profit after) implements Margins {}

    /**
     * @param why one sentence that says what to do
     */
    record CostUnknown(String why) implements Margins {}
  }

  /** Something that is allowed and seldom meant. */
  public sealed interface Warning {

    String product();

    /**
     * @param years the shortest tenure charged at this price that earns nothing
     */
    record AtOrBelowCost(SellingPrice price, int years, Money perYear, Money cost)
        implements Warning {
      @Override
      public String product() {
        return price.product();
      }
    }

    /** Buying more years costs less in total. */
    record MoreYearsCostLess(
        String product, ProductAction action, int slab, Priced fewer, Priced more)
        implements Warning {}

    /** A promo that is no cheaper than the usual price at any tenure and slab, or over already. */
    record PromoNeverWins(String product, UUID id, String name) implements Warning {}

    /**
     * The product is sold and cannot be bought.
     *
     * @param actions that have no price
     */
    record SoldWithoutPrice(String product, Set<ProductAction> actions) implements Warning {}
  }

  public record Priced(int years, Money total) {}

  /**
   * What the seller sells and what it pays for it.
   *
   * @param sold every product that has the status SELL
   */
  public record Shop(List<ProductTerms> sold, CostOf costs) {
    public Shop {
      sold = List.copyOf(sold);
    }
  }

  /**
   * @param at when the change would be in force
   */
  public static Compared compare(PriceBook before, PriceBook after, Shop shop, Instant at) {
    List<Change> changes = new ArrayList<>();
    List<Warning> warnings = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    before.products().forEach(product -> names.add(product.terms().product()));
    after.products().forEach(product -> names.add(product.terms().product()));
    for (String name : names) {
      Map<SellingPrice, Entered> was = entered(before, name, at);
      Map<SellingPrice, Entered> willBe = entered(after, name, at);
      List<Change> ofProduct = changes(was, willBe, shop.costs());
      changes.addAll(ofProduct);
      PriceBook.Product product = after.product(name);
      PriceBook.Version version = product == null ? null : product.inForce(at);
      if (!ofProduct.isEmpty() && product != null && version != null) {
        new Warned(after, product, version, warnings).all(shop.costs(), at);
      }
    }
    for (ProductTerms terms : shop.sold()) {
      warnIfNotPriced(after, terms, at, warnings);
    }
    return new Compared(changes, warnings);
  }

  /**
   * A price as it was entered.
   *
   * @param costYears the tenure whose cost it is compared with
   * @param entry whole, so that a promo with another window is another one
   */
  private record Entered(Money price, int costYears, Object entry) {}

  private static Map<SellingPrice, Entered> entered(PriceBook book, String name, Instant at) {
    Map<SellingPrice, Entered> entered = new LinkedHashMap<>();
    PriceBook.Product product = book.product(name);
    PriceBook.Version version = product == null ? null : product.inForce(at);
    if (product == null || version == null) {
      return entered;
    }
    for (ProductAction action : ProductAction.values()) {
      for (int place = Pr7Slabs.BASE; place <= book.slabs().size(); place++) {
        for (int years = 1; years <= Limits.TENURE_MAX_YEARS; years++) {
          long perYear = version.table().own(action, place, years);
          if (perYear >= 0) {
            entered.put(
                new OfCell(name, action, book.slabNumberAt(place), years),
                new Entered(book.money(perYear), years, perYear));
          }
        }
      }
    }
    for (Promo promo : version.list().promos()) {
      for (ProductAction action : ProductAction.values()) {
        if (promo.actions().contains(action)) {
          entered.put(
              new OfPromo(name, action, promo.id(), promo.name()),
              new Entered(
                  book.money(promo.perYear()), product.terms().shortestTenure(action), promo));
        }
      }
    }
    Long fee = version.list().applicationFee();
    if (fee != null) {
      entered.put(new OfApplicationFee(name), new Entered(book.money(fee), 1, fee));
    }
    return entered;
  }

  private static List<Change> changes(
      Map<SellingPrice, Entered> was, Map<SellingPrice, Entered> willBe, CostOf costs) {
    Map<SellingPrice, @Nullable Entered> all = new LinkedHashMap<>(was);
    all.putAll(willBe);
    List<Change> changes = new ArrayList<>();
    for (SellingPrice price : all.keySet()) {
      Entered before = was.get(price);
      Entered after = willBe.get(price);
      if (before == null || after == null || !before.entry().equals(after.entry())) {
        changes.add(
            new Change(
                price,
                before == null ? null : before.price(),
                after == null ? null : after.price(),
                margins(price, before, after, costs)));
      }
    }
    return changes;
  }

  private static Margins margins(
      SellingPrice price, @Nullable Entered before, @Nullable Entered after, CostOf costs) {
    Entered either = after == null ? before : after;
    if (either == null) {
      throw new IllegalArgumentException("A change has a price before or after");
    }
    Cost cost =
        switch (price) {
          case OfCell cell -> costs.perYear(cell.product(), cell.action(), either.costYears());
          case OfPromo promo -> costs.perYear(promo.product(), promo.action(), either.costYears());
          case OfApplicationFee _ ->
              new Cost.Unknown("What the registry asks for an application is not recorded.");
          case SellingPrice.OfBuyer buyer ->
              throw new IllegalArgumentException("Not in a price list: " + buyer);
        };
    return switch (cost) {
      case Cost.Known(Money perYear) ->
          new Margins.Known(
              before == null ? null : Profit.of(before.price(), perYear),
              after == null ? null : Profit.of(after.price(), perYear));
      case Cost.Unknown(String why) -> new Margins.CostUnknown(why);
    };
  }

  private static void warnIfNotPriced(
      PriceBook book, ProductTerms terms, Instant at, List<Warning> warnings) {
    PriceBook.Product product = book.product(terms.product());
    PriceBook.Version version = product == null ? null : product.inForce(at);
    Set<ProductAction> missing = EnumSet.noneOf(ProductAction.class);
    for (ProductAction action : terms.actions()) {
      if (version == null
          || version.table().find(action, Pr7Slabs.BASE, terms.shortestTenure(action)) == null) {
        missing.add(action);
      }
    }
    if (!missing.isEmpty()) {
      warnings.add(new Warning.SoldWithoutPrice(terms.product(), missing));
    }
  }

  /** The warnings of one product. */
  private record Warned(
      PriceBook book,
      PriceBook.Product product,
      PriceBook.Version version,
      List<Warning> warnings) {

    private ProductTerms terms() {
      return product.terms();
    }

    void all(CostOf costs, Instant at) {
      CostOf unknownBefore =
          (_, _, _) -> new Cost.Unknown("every price at or below cost is looked for");
      for (Pr12MarginWatch.AtOrBelowCost listed :
          Pr12MarginWatch.ofProduct(
              book, product, new Pr12MarginWatch.CostChange(unknownBefore, costs), at)) {
        warnings.add(
            new Warning.AtOrBelowCost(
                listed.price(), listed.years(), listed.perYear(), listed.cost()));
      }
      for (ProductAction action : ProductAction.values()) {
        for (int place = Pr7Slabs.BASE; place <= book.slabs().size(); place++) {
          moreYearsCostLess(action, place);
        }
      }
      for (Promo promo : version.list().promos()) {
        if (!promo.end().isAfter(at) || neverCheaper(promo)) {
          warnings.add(new Warning.PromoNeverWins(terms().product(), promo.id(), promo.name()));
        }
      }
    }

    private void moreYearsCostLess(ProductAction action, int place) {
      for (int years = terms().shortestTenure(action);
          years < terms().longestTenure(action);
          years++) {
        PriceTable.Found fewer = version.table().find(action, place, years);
        PriceTable.Found more = version.table().find(action, place, years + 1);
        if (fewer == null || more == null || more.place() != place) {
          continue;
        }
        Priced first = priced(years, fewer.perYear());
        Priced second = priced(years + 1, more.perYear());
        if (second.total().isLessThan(first.total())) {
          warnings.add(
              new Warning.MoreYearsCostLess(
                  terms().product(), action, book.slabNumberAt(place), first, second));
        }
      }
    }

    private Priced priced(int years, long perYear) {
      return new Priced(years, book.money(Pr2PerYear.total(perYear, years)));
    }

    private boolean neverCheaper(Promo promo) {
      for (ProductAction action : promo.actions()) {
        for (int place = Pr7Slabs.BASE; place <= book.slabs().size(); place++) {
          for (int years = terms().shortestTenure(action);
              years <= terms().longestTenure(action);
              years++) {
            PriceTable.Found usual = version.table().find(action, place, years);
            if (usual != null && promo.perYear() < usual.perYear()) {
              return false;
            }
          }
        }
      }
      return true;
    }
  }
}
