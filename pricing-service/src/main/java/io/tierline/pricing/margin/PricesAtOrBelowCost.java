package io.tierline.pricing.margin;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.MarginEvent.PriceAtOrBelowCost;
import io.tierline.contracts.pricing.MarginEvent.PriceKind;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.CompiledBooks;
import io.tierline.pricing.book.PlanPrices.Present;
import io.tierline.pricing.engine.BuyerTerms;
import io.tierline.pricing.engine.Pr12MarginWatch;
import io.tierline.pricing.engine.Pr12MarginWatch.AtOrBelowCost;
import io.tierline.pricing.engine.Pr12MarginWatch.CostChange;
import io.tierline.pricing.engine.PriceBook;
import io.tierline.pricing.engine.SellingPrice;
import io.tierline.pricing.specific.SpecificPrices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Lists a seller's prices that a change of cost left at or below cost (domain.md PR-12). */
public class PricesAtOrBelowCost {

  private final CompiledBooks compiledBooks;
  private final SpecificPrices specificPrices;

  public PricesAtOrBelowCost(CompiledBooks compiledBooks, SpecificPrices specificPrices) {
    this.compiledBooks = compiledBooks;
    this.specificPrices = specificPrices;
  }

  /**
   * @param books as they are; they were locked in this transaction
   * @return what loses most first
   */
  List<PriceAtOrBelowCost> after(SellerId seller, Map<Audience, Present> books, CostChange change) {
    List<PriceAtOrBelowCost> found = new ArrayList<>();
    books.forEach(
        (audience, present) -> {
          BookKey key = new BookKey(seller, audience);
          PriceBook book = compiledBooks.compile(key, present.content());
          Instant now = present.now();
          Pr12MarginWatch.ofBook(book, change, now)
              .forEach(price -> found.add(told(audience, price)));
          Pr12MarginWatch.ofBuyers(book, buyers(key), change, now)
              .forEach(price -> found.add(told(audience, price)));
        });
    found.sort(
        Comparator.comparing(PriceAtOrBelowCost::marginAfter)
            .thenComparing(PriceAtOrBelowCost::audience)
            .thenComparing(PriceAtOrBelowCost::product)
            .thenComparing(PriceAtOrBelowCost::action)
            .thenComparing(PriceAtOrBelowCost::slab)
            .thenComparing(PriceAtOrBelowCost::years));
    return found;
  }

  private Map<String, BuyerTerms> buyers(BookKey book) {
    Map<String, BuyerTerms> buyers = new LinkedHashMap<>();
    specificPrices
        .ofBook(book, SpecificPrices.LATEST)
        .forEach(
            (buyer, prices) ->
                buyers.put(Long.toString(buyer.buyer()), new BuyerTerms(prices, null)));
    return buyers;
  }

  private static PriceAtOrBelowCost told(Audience audience, AtOrBelowCost price) {
    SellingPrice selling = price.price();
    @Nullable Money before = price.before() == null ? null : price.before().amount();
    return switch (selling) {
      case SellingPrice.OfCell cell ->
          new PriceAtOrBelowCost(
              audience,
              cell.product(),
              cell.action(),
              PriceKind.USUAL,
              cell.slab(),
              price.years(),
              null,
              price.perYear(),
              price.cost(),
              before,
              price.after().amount());
      case SellingPrice.OfPromo promo ->
          new PriceAtOrBelowCost(
              audience,
              promo.product(),
              promo.action(),
              PriceKind.PROMO,
              0,
              price.years(),
              promo.name(),
              price.perYear(),
              price.cost(),
              before,
              price.after().amount());
      case SellingPrice.OfBuyer buyer ->
          new PriceAtOrBelowCost(
              audience,
              buyer.product(),
              buyer.action(),
              PriceKind.SPECIFIC,
              0,
              price.years(),
              buyer.buyer(),
              price.perYear(),
              price.cost(),
              before,
              price.after().amount());
      case SellingPrice.OfApplicationFee fee ->
          throw new IllegalStateException("A fee has no cost to compare with: " + fee);
    };
  }
}
