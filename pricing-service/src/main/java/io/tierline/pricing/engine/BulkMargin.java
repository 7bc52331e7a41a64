package io.tierline.pricing.engine;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.CostOf.Cost;
import io.tierline.pricing.engine.ProductTerms.SubResellerPricing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * domain.md PR-10: computes the prices of many products from their costs. An action has one price,
 * entered for the shortest tenure, where a year costs the same at every tenure; else one for each
 * tenure where it differs. Sub-resellers of a product without telescopic prices (PR-9) get the one
 * price that the dearest tenure asks for, so that none is sold at a loss.
 */
public final class BulkMargin {

  private BulkMargin() {}

  /**
   * @param margins by number of the slab; 0 for base and for customers. A slab without one keeps
   *     its prices
   */
  public record Plan(
      ProductSearch search,
      Set<ProductAction> actions,
      Map<Integer, Margin> margins,
      Rounding rounding) {

    public Plan {
      actions = Set.copyOf(actions);
      margins = Collections.unmodifiableSortedMap(new TreeMap<>(margins));
    }
  }

  /**
   * The book that is priced.
   *
   * @param products that may be found
   */
  public record Shelf(
      Audience audience, CurrencyUnit currency, List<Slab> slabs, List<ProductTerms> products) {

    public Shelf {
      slabs = List.copyOf(slabs);
      products = List.copyOf(products);
    }
  }

  /**
   * @param priced by product
   * @param notPriced what has no cost, with the reason
   */
  public record Computed(Map<String, List<PriceCell>> priced, List<NotPriced> notPriced) {
    public Computed {
      notPriced = List.copyOf(notPriced);
    }
  }

  /**
   * @param why one sentence that says what to do
   */
  public record NotPriced(String product, ProductAction action, int years, String why) {}

  /**
   * @param costs in the currency of the shelf
   * @return what was computed; to be thrown away when anything was refused
   */
  public static Computed compute(
      Plan plan, Shelf shelf, CostOf costs, Consumer<PriceRefusal> refusals) {
    List<PriceRefusal> refused = new ArrayList<>();
    List<ProductTerms> products = plan.search().in(shelf.products(), refused::add);
    check(plan, shelf, refused::add);
    Map<String, List<PriceCell>> priced = new LinkedHashMap<>();
    List<NotPriced> notPriced = new ArrayList<>();
    if (refused.isEmpty()) {
      for (ProductTerms terms : products) {
        Product product = new Product(terms, plan, shelf, costs);
        List<PriceCell> cells = product.cells(notPriced);
        product.refuseRisingSlabs(cells, refused::add);
        if (!cells.isEmpty()) {
          priced.put(terms.product(), cells);
        }
      }
    }
    refused.forEach(refusals);
    return new Computed(priced, notPriced);
  }

  /**
   * The price list with what was computed in it: it replaces all tenures of each action and slab it
   * has a price for. Promos, the fee, other actions and other slabs stay.
   */
  public static PriceList applyTo(PriceList present, List<PriceCell> computed) {
    record Column(ProductAction action, int slab) {}
    Set<Column> replaced = new HashSet<>();
    computed.forEach(cell -> replaced.add(new Column(cell.action(), cell.slab())));
    List<PriceCell> cells = new ArrayList<>(computed);
    for (PriceCell cell : present.cells()) {
      if (!replaced.contains(new Column(cell.action(), cell.slab()))) {
        cells.add(cell);
      }
    }
    return present.withCells(cells);
  }

  private static void check(Plan plan, Shelf shelf, Consumer<PriceRefusal> refusals) {
    if (plan.actions().isEmpty()) {
      refusals.accept(PriceRefusal.actionsMissing("actions"));
    }
    if (!plan.margins().containsKey(Pr7Slabs.BASE)) {
      refusals.accept(PriceRefusal.marginMissing("margins"));
    }
    Pr11Rounding.check("rounding", plan.rounding(), shelf.currency(), refusals);
    for (int slab : plan.margins().keySet()) {
      if (slab != Pr7Slabs.BASE && shelf.audience() == Audience.CUSTOMER) {
        refusals.accept(PriceRefusal.slabsForCustomers("margins"));
      } else if (slab != Pr7Slabs.BASE
          && shelf.slabs().stream().noneMatch(each -> each.number() == slab)) {
        refusals.accept(PriceRefusal.unknownSlab("margins", slab));
      }
    }
  }

  private record Product(ProductTerms terms, Plan plan, Shelf shelf, CostOf costs) {

    List<PriceCell> cells(List<NotPriced> notPriced) {
      List<PriceCell> cells = new ArrayList<>();
      for (ProductAction action : ProductAction.values()) {
        if (terms.actions().contains(action) && plan.actions().contains(action)) {
          costs(action, notPriced)
              .forEach(
                  (years, cost) ->
                      plan.margins()
                          .forEach(
                              (slab, margin) ->
                                  cells.add(
                                      new PriceCell(action, slab, years, price(cost, margin)))));
        }
      }
      return cells.stream().filter(cell -> differs(cell, cells)).toList();
    }

    private long price(long cost, Margin margin) {
      return Pr10Margin.price(cost, new MarginRule(margin, plan.rounding()), shelf.currency());
    }

    /** By tenure, in minor units; empty when one of them is not known. */
    private Map<Integer, Long> costs(ProductAction action, List<NotPriced> notPriced) {
      Map<Integer, Long> byTenure = new LinkedHashMap<>();
      long dearest = 0;
      for (int years = terms.shortestTenure(action);
          years <= terms.longestTenure(action);
          years++) {
        switch (costs.perYear(terms.product(), action, years)) {
          case Cost.Known(Money perYear) -> {
            long minorUnits = perYear.getAmountMinorLong();
            byTenure.put(years, minorUnits);
            dearest = Math.max(dearest, minorUnits);
          }
          case Cost.Unknown(String why) -> {
            notPriced.add(new NotPriced(terms.product(), action, years, why));
            return Map.of();
          }
        }
      }
      boolean onePrice =
          shelf.audience() == Audience.SUB_RESELLER
              && terms.subResellerPricing() == SubResellerPricing.SAME_FOR_EVERY_TENURE;
      return onePrice ? Map.of(terms.shortestTenure(action), dearest) : byTenure;
    }

    /** Whether the tenure before would not give the same price (domain.md PR-3). */
    private static boolean differs(PriceCell cell, List<PriceCell> cells) {
      return cells.stream()
          .noneMatch(
              before ->
                  before.action() == cell.action()
                      && before.slab() == cell.slab()
                      && before.years() == cell.years() - 1
                      && before.perYear() == cell.perYear());
    }

    /** domain.md PR-7; among the slabs of the plan, the others are compared when it is saved. */
    void refuseRisingSlabs(List<PriceCell> cells, Consumer<PriceRefusal> refusals) {
      List<Slab> slabs =
          shelf.slabs().stream().filter(slab -> plan.margins().containsKey(slab.number())).toList();
      Map<PriceCell, String> paths = new LinkedHashMap<>();
      cells.forEach(cell -> paths.put(cell, "margins"));
      List<PriceRefusal> rises = new ArrayList<>();
      Pr7Slabs.slabPriceNeverRises(
          new CandidatePrices(terms, slabs, PriceTable.compile(terms, slabs, cells), paths),
          rises::add);
      rises.stream()
          .findFirst()
          .ifPresent(
              first ->
                  refusals.accept(
                      new PriceRefusal(
                          "margins",
                          first.code(),
                          first.rule(),
                          "%s: %s".formatted(terms.product(), first.reason()))));
    }
  }
}
