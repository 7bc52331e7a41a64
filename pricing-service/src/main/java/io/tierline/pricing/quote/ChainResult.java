package io.tierline.pricing.quote;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.ChainQuote;
import io.tierline.pricing.engine.ProductKind;
import io.tierline.pricing.engine.QuoteResult.NoQuote;
import io.tierline.pricing.premium.PremiumCosts.Costs;
import java.time.Instant;

/**
 * The prices of a purchase at every seller on the way up, or the first reason why there are none.
 */
public sealed interface ChainResult {

  record Priced(ChainQuote quote) implements ChainResult {}

  record ProductUnknown(String product) implements ChainResult {}

  /** A seller on the way up is not known; its events may still be on their way. */
  record SellerUnknown(SellerId seller) implements ChainResult {}

  /** Nothing can be bought through a seller that is not active (domain.md ON-7). */
  record SellerInactive(SellerId seller) implements ChainResult {}

  /** Without its standing a partner's slab is not known (domain.md PR-8). */
  record StandingMissing(SellerId partner) implements ChainResult {}

  /**
   * @param seller whose leg has no price
   */
  record NotPriced(SellerId seller, NoQuote reason) implements ChainResult {}

  record CostMissing(SellerId operator, String product, ProductAction action)
      implements ChainResult {}

  /** It is no name, or one of another TLD. */
  record NameMismatch(String name, String product, ProductKind kind) implements ChainResult {}

  /** The name is premium, and what a seller on the way up pays for it is not known (PR-19). */
  record PremiumCostUnknown(Costs.Unknown reason) implements ChainResult {}

  /** The signed quote was changed, made elsewhere, or is much too old. */
  record QuoteNotOurs() implements ChainResult {}

  record QuoteExpired(Instant expiredAt) implements ChainResult {}

  /**
   * The signed quote is for another purchase.
   *
   * @param field of the request, the first that differs
   */
  record QuoteMismatch(String field) implements ChainResult {}
}
