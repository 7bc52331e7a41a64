package io.tierline.pricing.engine;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * The margins a seller wants to keep (domain.md PR-10, PR-12), in order: of an action of a product
 * the first rule that is on and finds it counts. A rule keeps prices there are; what the seller has
 * no price for, it does not price.
 */
public final class StandingMargins {

  private static final ProductSearch EVERYTHING = new ProductSearch("search", List.of("*"));

  private StandingMargins() {}

  /**
   * A slab need not exist yet: its margin counts once it does.
   *
   * @param shelf with all products that may be found
   * @return to be thrown away when anything was refused
   */
  public static List<StandingMargin> check(
      List<ProposedStandingMargin> proposed,
      BulkMargin.Shelf shelf,
      Consumer<PriceRefusal> refusals) {
    if (proposed.size() > Limits.STANDING_MARGINS_MAX) {
      refusals.accept(PriceRefusal.tooMany("rules", proposed.size(), Limits.STANDING_MARGINS_MAX));
      return List.of();
    }
    int patterns = proposed.stream().mapToInt(each -> each.search().patterns().size()).sum();
    if (patterns > Limits.STANDING_MARGIN_PATTERNS_MAX) {
      refusals.accept(
          PriceRefusal.tooMany("rules[].search", patterns, Limits.STANDING_MARGIN_PATTERNS_MAX));
      return List.of();
    }
    return proposed.stream().map(each -> checked(each, shelf, refusals)).toList();
  }

  private static StandingMargin checked(
      ProposedStandingMargin proposed, BulkMargin.Shelf shelf, Consumer<PriceRefusal> refusals) {
    proposed.search().in(shelf.products(), refusals);
    if (proposed.actions().isEmpty()) {
      refusals.accept(PriceRefusal.actionsMissing(proposed.field("actions")));
    }
    if (!proposed.margins().containsKey(Pr7Slabs.BASE)) {
      refusals.accept(PriceRefusal.marginMissing(proposed.field("margins")));
    }
    Pr11Rounding.check(proposed.field("rounding"), proposed.rounding(), shelf.currency(), refusals);
    Map<Integer, Margin> margins = new HashMap<>();
    proposed
        .margins()
        .forEach(
            (slab, margin) -> {
              if (slab != Pr7Slabs.BASE && shelf.audience() == Audience.CUSTOMER) {
                refusals.accept(PriceRefusal.slabsForCustomers(margin.field("slab")));
              } else if (slab < Pr7Slabs.BASE || slab > Limits.SLAB_NUMBER_MAX) {
                refusals.accept(PriceRefusal.unknownSlab(margin.field("slab"), slab));
              }
              MarginRules.margin(margin, shelf.currency(), refusals)
                  .ifPresent(read -> margins.put(slab, read));
            });
    return new StandingMargin(
        proposed.state(),
        new BulkMargin.Plan(proposed.search(), proposed.actions(), margins, proposed.rounding()));
  }

  /**
   * What the rules are applied to.
   *
   * @param shelf with the products that may be priced
   * @param prices as they are, by product
   * @param looksAt which prices are looked at: those whose cost has changed
   */
  public record Kept(
      BulkMargin.Shelf shelf,
      Map<String, PriceList> prices,
      BiPredicate<String, ProductAction> looksAt) {}

  /**
   * @param priced by product, as {@link BulkMargin#applyTo} takes it
   * @param leftOut what the rules could not be applied to
   */
  public record Computed(Map<String, List<PriceCell>> priced, List<LeftOut> leftOut) {
    public Computed {
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * @param reason one sentence that says what to do
   */
  public record LeftOut(String product, String reason) {}

  public static Computed compute(List<StandingMargin> rules, Kept kept, CostOf costs) {
    List<LeftOut> leftOut = new ArrayList<>();
    List<Ready> ready =
        rules.stream()
            .filter(rule -> rule.state() == StandingMargin.State.ON)
            .map(rule -> new Ready(rule.plan(), rule.plan().search().finder()))
            .toList();
    Applied applied = new Applied(ready, kept, costs, leftOut);
    Map<String, List<PriceCell>> priced = new LinkedHashMap<>();
    for (ProductTerms terms : kept.shelf().products()) {
      PriceList prices = kept.prices().get(terms.product());
      if (prices != null) {
        List<PriceCell> cells = applied.to(terms, prices);
        if (!cells.isEmpty()) {
          priced.put(terms.product(), cells);
        }
      }
    }
    return new Computed(priced, leftOut);
  }

  /** A rule that is on. */
  private record Ready(BulkMargin.Plan plan, ProductSearch.Finder finder) {}

  private record Applied(List<Ready> rules, Kept kept, CostOf costs, List<LeftOut> leftOut) {

    List<PriceCell> to(ProductTerms terms, PriceList prices) {
      Set<ProductAction> open = EnumSet.noneOf(ProductAction.class);
      prices.cells().stream()
          .filter(cell -> cell.slab() == Pr7Slabs.BASE)
          .map(PriceCell::action)
          .filter(action -> kept.looksAt().test(terms.product(), action))
          .forEach(open::add);
      List<PriceCell> cells = new ArrayList<>();
      for (Ready rule : rules) {
        if (open.isEmpty()) {
          break;
        }
        if (rule.finder().finds(terms.product())) {
          Set<ProductAction> actions = EnumSet.copyOf(rule.plan().actions());
          actions.retainAll(open);
          open.removeAll(actions);
          if (!actions.isEmpty()) {
            cells.addAll(ofRule(rule.plan(), actions, terms));
          }
        }
      }
      return cells;
    }

    private List<PriceCell> ofRule(
        BulkMargin.Plan plan, Set<ProductAction> actions, ProductTerms terms) {
      BulkMargin.Shelf shelf = kept.shelf();
      List<PriceRefusal> refused = new ArrayList<>();
      BulkMargin.Computed computed =
          BulkMargin.compute(
              new BulkMargin.Plan(
                  EVERYTHING, actions, ofSlabsThereAre(plan.margins()), plan.rounding()),
              new BulkMargin.Shelf(
                  shelf.audience(), shelf.currency(), shelf.slabs(), List.of(terms)),
              costs,
              refused::add);
      computed
          .notPriced()
          .forEach(
              each ->
                  leftOut.add(
                      new LeftOut(terms.product(), "%s: %s".formatted(each.action(), each.why()))));
      if (!refused.isEmpty()) {
        leftOut.add(new LeftOut(terms.product(), refused.getFirst().reason()));
        return List.of();
      }
      return computed.priced().getOrDefault(terms.product(), List.of());
    }

    private Map<Integer, Margin> ofSlabsThereAre(Map<Integer, Margin> margins) {
      Set<Integer> slabs = new HashSet<>(Set.of(Pr7Slabs.BASE));
      kept.shelf().slabs().forEach(slab -> slabs.add(slab.number()));
      Map<Integer, Margin> existing = new HashMap<>(margins);
      existing.keySet().retainAll(slabs);
      return existing;
    }
  }
}
