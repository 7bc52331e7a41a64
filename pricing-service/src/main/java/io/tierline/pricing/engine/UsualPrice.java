package io.tierline.pricing.engine;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.QuoteResult.Line;
import io.tierline.pricing.engine.QuoteResult.Reason;
import io.tierline.pricing.engine.QuoteResult.Verdict;
import java.util.List;

/** The price by slab and tenure (domain.md PR-3, PR-7) that counts for a purchase. */
record UsualPrice(Purchase purchase, PriceTable.Found found) {

  long perYear() {
    return found.perYear();
  }

  String rule() {
    boolean telescopic = found.years() > purchase.terms().shortestTenure(action());
    if (book().audience() == Audience.CUSTOMER) {
      return telescopic ? Pr3Telescopic.RULE : Pr2PerYear.RULE;
    }
    String slab = slabRule(found.place());
    return telescopic ? slab + ", " + Pr3Telescopic.RULE : slab;
  }

  /**
   * @param years of the purchase that it is charged for
   */
  Line.Years line(int years) {
    return purchase.line(
        rule(),
        purchase.bought(years) + " at the " + found.years() + "-year price",
        years,
        found.perYear());
  }

  void addOtherSlabs(List<Reason> reasons) {
    for (int place = book().slabs().size(); place >= Pr7Slabs.BASE; place--) {
      if (place == found.place()) {
        continue;
      }
      PriceTable.Found there = table().find(action(), place, purchase.request().years());
      boolean priced = there != null && there.place() == place;
      reasons.add(
          new Reason(
              slabRule(place),
              Verdict.LOST,
              there != null && priced ? book().money(there.perYear()) : null,
              whySlabLost(place, priced)));
    }
  }

  private String whySlabLost(int place, boolean priced) {
    if (place > purchase.charge().reached()) {
      return "not reached";
    }
    return priced ? "a higher slab was reached" : "reached, but without a price: ignored";
  }

  void addOtherTenures(List<Reason> reasons) {
    for (int years = found.years() - 1; years >= 1; years--) {
      long perYear = table().own(action(), found.place(), years);
      if (perYear >= 0) {
        reasons.add(
            new Reason(
                Pr3Telescopic.RULE,
                Verdict.LOST,
                book().money(perYear),
                "the %d-year price: a longer tenure has its own".formatted(years)));
      }
    }
  }

  private String slabRule(int place) {
    return place == Pr7Slabs.BASE ? "PR-7 base slab" : "PR-7 slab " + book().slabNumberAt(place);
  }

  private PriceBook book() {
    return purchase.book();
  }

  private PriceTable table() {
    return purchase.version().table();
  }

  private ProductAction action() {
    return purchase.request().action();
  }
}
