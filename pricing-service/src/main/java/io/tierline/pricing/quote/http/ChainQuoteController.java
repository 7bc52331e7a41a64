package io.tierline.pricing.quote.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.ChainQuote;
import io.tierline.contracts.pricing.ChainQuoteRequest;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.problem.ProblemType;
import io.tierline.kit.tenancy.WholeChain;
import io.tierline.pricing.engine.ProductKind;
import io.tierline.pricing.engine.QuoteResult.NoQuote;
import io.tierline.pricing.http.PricingProblems;
import io.tierline.pricing.premium.PremiumCosts.Costs;
import io.tierline.pricing.quote.ChainResult;
import io.tierline.pricing.quote.QuoteChain;
import java.time.Instant;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** For ordering alone: the answer tells what everybody on the way up pays. */
@RestController
@Tag(name = "Quotes", description = "What a purchase costs, and why")
class ChainQuoteController {

  private static final ProblemType SELLER_INACTIVE =
      new ProblemType(
          "seller-inactive", HttpStatus.CONFLICT, "A seller on the way up is not active");
  private static final ProblemType STANDING_MISSING =
      new ProblemType(
          "standing-missing",
          HttpStatus.UNPROCESSABLE_CONTENT,
          "The standing of a partner on the way up is missing");
  private static final ProblemType COST_MISSING =
      new ProblemType(
          "cost-missing",
          HttpStatus.UNPROCESSABLE_CONTENT,
          "The operator has no registry cost for it");

  private static final ProblemType QUOTE_NOT_OURS =
      new ProblemType(
          "quote-not-ours", HttpStatus.UNPROCESSABLE_CONTENT, "The signed quote is not genuine");
  private static final ProblemType QUOTE_EXPIRED =
      new ProblemType("quote-expired", HttpStatus.CONFLICT, "The signed quote has expired");
  private static final ProblemType QUOTE_MISMATCH =
      new ProblemType(
          "quote-mismatch",
          HttpStatus.UNPROCESSABLE_CONTENT,
          "The signed quote is for another purchase");

  private final QuoteChain quoteChain;
  private final Timer timer;

  ChainQuoteController(QuoteChain quoteChain, MeterRegistry meters) {
    this.quoteChain = quoteChain;
    this.timer =
        Timer.builder("tierline.pricing.quote")
            .description("Time to quote one purchase")
            .tag("kind", "chain")
            .publishPercentileHistogram()
            .register(meters);
  }

  @PostMapping("/v1/chain-quotes")
  @WholeChain
  @PreAuthorize("hasAuthority('SCOPE_quotes.chain')")
  @Operation(
      summary = "One purchase at every seller from the customer's up to the operator",
      description = "Internal. Problems name the seller whose leg has no price: do not pass it on.")
  ChainQuote quote(
      @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content =
                  @Content(
                      examples =
                          @ExampleObject(
                              """
                              {"sellerId": "1003", "customerId": "20001", "product": "com",
                               "action": "RENEW", "years": 1,
                               "taxAddress": {"country": "SG"},
                               "name": {"name": "example.com", "premium": false},
                               "standings": [
                                 {"partnerId": "1003", "webServicesOrders": 0,
                                  "totalReceipts": {"amount": "1200.00", "currency": "USD"}},
                                 {"partnerId": "1002", "webServicesOrders": 0,
                                  "totalReceipts": {"amount": "500.00", "currency": "USD"}}]}
                              """)))
          @RequestBody
          ChainQuoteRequest purchase) {
    return timer.record(() -> answer(quoteChain.quote(purchase)));
  }

  private static ChainQuote answer(ChainResult result) {
    return switch (result) {
      case ChainResult.Priced(ChainQuote quote) -> quote;
      case ChainResult.ProductUnknown(String product) ->
          throw PricingProblems.productUnknown(product);
      case ChainResult.SellerUnknown(SellerId seller) ->
          throw PricingProblems.sellerUnknown(seller);
      case ChainResult.SellerInactive(SellerId seller) ->
          throw new ProblemException(
              SELLER_INACTIVE,
              "Nothing can be bought through it until it is active; that may be a moment away.",
              named(seller));
      case ChainResult.StandingMissing(SellerId partner) ->
          throw new ProblemException(
              STANDING_MISSING,
              "Send the standing of every partner from the customer's seller up.",
              named(partner));
      case ChainResult.NotPriced notPriced ->
          throw PricingProblems.notPriced(notPriced.reason(), named(notPriced.seller()));
      case ChainResult.CostMissing missing ->
          throw new ProblemException(
              COST_MISSING,
              "Record the registry's cost for %s of %s first."
                  .formatted(missing.action(), missing.product()),
              named(missing.operator()));
      case ChainResult.NameMismatch(String name, String product, ProductKind kind) ->
          throw PricingProblems.nameMismatch(name, product, kind);
      case ChainResult.PremiumCostUnknown(Costs.NotSoldBy(SellerId seller, NoQuote reason)) ->
          throw PricingProblems.notPriced(reason, named(seller));
      case ChainResult.PremiumCostUnknown(Costs.Unknown reason) ->
          throw PricingProblems.premiumCostUnknown(reason);
      case ChainResult.QuoteNotOurs _ ->
          throw new ProblemException(
              QUOTE_NOT_OURS,
              "It was changed, made elsewhere, or is much too old; send none, or the one of POST /v1/quotes as it was.",
              Map.of("field", "signedQuote"));
      case ChainResult.QuoteExpired(Instant expiredAt) ->
          throw new ProblemException(
              QUOTE_EXPIRED,
              "It was honoured until %s; ask for a new price.".formatted(expiredAt),
              Map.of("field", "signedQuote", "expiredAt", expiredAt.toString()));
      case ChainResult.QuoteMismatch(String field) ->
          throw new ProblemException(
              QUOTE_MISMATCH,
              "A signed quote is honoured for exactly the purchase it names; '%s' differs."
                  .formatted(field),
              Map.of("field", field));
    };
  }

  private static Map<String, Object> named(SellerId seller) {
    return Map.of("sellerId", seller.toString());
  }
}
