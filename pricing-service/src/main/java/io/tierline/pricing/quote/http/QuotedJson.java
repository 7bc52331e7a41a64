package io.tierline.pricing.quote.http;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.kit.problem.ProblemException;
import io.tierline.pricing.engine.ProductKind;
import io.tierline.pricing.engine.QuoteResult;
import io.tierline.pricing.engine.QuoteResult.NoQuote;
import io.tierline.pricing.engine.QuoteResult.Quote;
import io.tierline.pricing.http.PricingProblems;
import io.tierline.pricing.premium.PremiumCosts.Costs;
import io.tierline.pricing.quote.QuotePrice.Answer;
import io.tierline.pricing.quote.QuotePrice.Question;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A price that explains itself.
 *
 * @param preTax the sum of the lines that are no taxes
 * @param total the sum of the lines
 * @param signedQuote to be handed back with the order; null unless asked for
 */
record QuotedJson(
    Instant quotedAt,
    SellerId sellerId,
    Audience audience,
    String product,
    ProductAction action,
    int years,
    Money preTax,
    Money total,
    List<QuoteResult.Line> lines,
    List<QuoteResult.Reason> reasons,
    long priceVersion,
    Instant effectiveFrom,
    @Nullable SignedQuoteJson signedQuote) {

  /**
   * @param expiresAt excluded
   */
  record SignedQuoteJson(String token, Instant expiresAt) {}

  /**
   * @throws ProblemException when there is no price
   */
  static QuotedJson of(SellerId seller, Question question, Answer answer) {
    return switch (answer) {
      case Answer.Priced priced -> of(seller, question, priced);
      case Answer.NotPriced(NoQuote none) ->
          throw PricingProblems.notPriced(none, Map.of("sellerId", seller.toString()));
      case Answer.ProductUnknown(String product) -> throw PricingProblems.productUnknown(product);
      case Answer.NameMismatch(String name, String product, ProductKind kind) ->
          throw PricingProblems.nameMismatch(name, product, kind);
      case Answer.CostUnknown(Costs.Unknown reason) ->
          throw PricingProblems.premiumCostUnknown(reason);
    };
  }

  private static QuotedJson of(SellerId seller, Question question, Answer.Priced priced) {
    Quote quote = priced.quote();
    Answer.Signed signed = priced.signed();
    return new QuotedJson(
        priced.quotedAt(),
        seller,
        question.audience(),
        priced.product(),
        question.wanted().action(),
        question.wanted().years(),
        quote.preTax(),
        quote.total(),
        quote.lines(),
        quote.reasons(),
        quote.priceVersion(),
        quote.effectiveFrom(),
        signed == null ? null : new SignedQuoteJson(signed.token(), signed.expiresAt()));
  }
}
