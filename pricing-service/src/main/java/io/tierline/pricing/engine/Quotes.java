package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.QuoteResult.NoQuote;
import java.time.Instant;
import java.util.Optional;

/** What a purchase costs, and why. A pure function. */
public final class Quotes {

  private Quotes() {}

  /**
   * What {@link Charge#compute} computes, in words.
   *
   * @param standing of the buyer at the moment of purchase (domain.md PR-8)
   * @param at business time
   * @throws IllegalArgumentException when the book is for another audience than the buyer belongs
   *     to, or the cost of a premium name is not in the seller's currency
   */
  public static QuoteResult quote(
      PriceBook book, QuoteRequest request, Standing standing, Instant at) {
    Charge charge = new Charge();
    NoQuote refused = charge.compute(book, request, standing, at);
    return refused == null ? new Purchase(book, request, at, charge).quote() : refused;
  }

  /** What no seller can change: no price is looked for then. */
  public static Optional<NoQuote> whyNeverSold(
      ProductTerms terms, ProductAction action, int years) {
    return Optional.ofNullable(Charge.whyNeverSold(terms, action, years));
  }
}
