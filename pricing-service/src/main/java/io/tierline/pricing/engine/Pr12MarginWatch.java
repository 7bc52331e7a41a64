package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.CostOf.Cost;
import io.tierline.pricing.engine.SellingPrice.OfBuyer;
import io.tierline.pricing.engine.SellingPrice.OfCell;
import io.tierline.pricing.engine.SellingPrice.OfPromo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * domain.md PR-12: a change of cost never changes a selling price; it lists each one that is now at
 * or below cost, with the margin before and after.
 */
public final class Pr12MarginWatch {

  private Pr12MarginWatch() {}

  /** What a seller paid and what it will pay. */
  public record CostChange(CostOf before, CostOf after) {}

  /**
   * @param years the shortest tenure charged at this price that is at or below its cost
   * @param perYear the price
   * @param cost per year, after the change
   * @param before null when the cost was not known
   */
  public record AtOrBelowCost(
      SellingPrice price,
      int years,
      Money perYear,
      Money cost,
      @Nullable Profit before,
      Profit after) {}

  /**
   * Usual prices and promos of one book. A price whose cost did not change is not listed, nor is
   * one whose cost is not known.
   *
   * @param at promos that are over by then are left out
   */
  public static List<AtOrBelowCost> ofBook(PriceBook book, CostChange change, Instant at) {
    return book.products().stream()
        .flatMap(product -> ofProduct(book, product, change, at).stream())
        .toList();
  }

  static List<AtOrBelowCost> ofProduct(
      PriceBook book, PriceBook.Product product, CostChange change, Instant at) {
    PriceBook.Version version = product.inForce(at);
    if (version == null) {
      return List.of();
    }
    List<AtOrBelowCost> listed = new ArrayList<>();
    Watched watched = new Watched(book, product.terms(), change, listed);
    for (ProductAction action : ProductAction.values()) {
      watched.cells(version.table(), action);
    }
    for (Promo promo : version.list().promos()) {
      if (promo.end().isAfter(at)) {
        watched.promo(promo);
      }
    }
    return listed;
  }

  /**
   * Prices fixed for single buyers.
   *
   * @param buyers by a name that whoever asks knows them by
   */
  public static List<AtOrBelowCost> ofBuyers(
      PriceBook book, Map<String, BuyerTerms> buyers, CostChange change, Instant at) {
    List<AtOrBelowCost> listed = new ArrayList<>();
    buyers.forEach(
        (buyer, terms) -> {
          for (Place place : places(terms)) {
            PriceBook.Product product = book.product(place.product());
            QuoteRequest request = QuoteRequest.standard(place.product(), place.action(), 1);
            SpecificPrice.Fixed specific = Pr5Specific.inForce(terms, request, at);
            if (product != null && specific != null) {
              new Watched(book, product.terms(), change, listed)
                  .everyTenure(
                      new OfBuyer(place.product(), place.action(), buyer),
                      place.action(),
                      book.money(specific.perYear()));
            }
          }
        });
    return listed;
  }

  private record Place(String product, ProductAction action) {}

  /** Only what is fixed is looked at: there may be many buyers, each with a price or two. */
  private static Set<Place> places(BuyerTerms terms) {
    Set<Place> places = new LinkedHashSet<>();
    terms.specificPrices().forEach(price -> places.add(new Place(price.product(), price.action())));
    return places;
  }

  private record Watched(
      PriceBook book, ProductTerms terms, CostChange change, List<AtOrBelowCost> listed) {

    /** As they are charged: a cell is listed once, at the first tenure where it loses. */
    void cells(PriceTable table, ProductAction action) {
      for (int place = Pr7Slabs.BASE; place <= book.slabs().size(); place++) {
        Set<Integer> seen = new HashSet<>();
        for (int years = terms.shortestTenure(action);
            years <= terms.longestTenure(action);
            years++) {
          PriceTable.Found found = table.find(action, place, years);
          if (found != null
              && found.place() == place
              && !seen.contains(found.years())
              && look(
                  new OfCell(terms.product(), action, book.slabNumberAt(place), found.years()),
                  action,
                  years,
                  book.money(found.perYear()))) {
            seen.add(found.years());
          }
        }
      }
    }

    void promo(Promo promo) {
      for (ProductAction action : ProductAction.values()) {
        if (promo.actions().contains(action)) {
          look(
              new OfPromo(terms.product(), action, promo.id(), promo.name()),
              action,
              terms.shortestTenure(action),
              book.money(promo.perYear()));
        }
      }
    }

    void everyTenure(SellingPrice price, ProductAction action, Money perYear) {
      for (int years = terms.shortestTenure(action);
          years <= terms.longestTenure(action);
          years++) {
        if (look(price, action, years, perYear)) {
          return;
        }
      }
    }

    /** Whether it was listed. */
    private boolean look(SellingPrice price, ProductAction action, int years, Money perYear) {
      Cost before = change.before().perYear(terms.product(), action, years);
      Cost after = change.after().perYear(terms.product(), action, years);
      if (before.equals(after)
          || !(after instanceof Cost.Known(Money cost))
          || perYear.isGreaterThan(cost)) {
        return false;
      }
      listed.add(
          new AtOrBelowCost(
              price,
              years,
              perYear,
              cost,
              before instanceof Cost.Known(Money was) ? Profit.of(perYear, was) : null,
              Profit.of(perYear, cost)));
      return true;
    }
  }
}
