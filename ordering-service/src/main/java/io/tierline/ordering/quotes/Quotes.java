package io.tierline.ordering.quotes;

import io.tierline.contracts.pricing.ChainQuote;
import io.tierline.contracts.pricing.ChainQuoteRequest;

/** Asks for the authoritative prices of one purchase at every seller on the way up. */
public interface Quotes {

  Answer quote(ChainQuoteRequest request);

  /** What pricing says. */
  sealed interface Answer {

    record Quoted(ChainQuote quote) implements Answer {}

    /**
     * It cannot be bought like this.
     *
     * @param slug stable word for the reason, e.g. {@code price-missing}
     */
    record NotSold(String slug) implements Answer {}

    /** Pricing has not heard yet of a seller on the way up, or that it is active. */
    record SellerNotReady(String slug) implements Answer {}

    /** Pricing could not be asked, within its bounds of time and number of tries. */
    record Unavailable(String why) implements Answer {}
  }
}
