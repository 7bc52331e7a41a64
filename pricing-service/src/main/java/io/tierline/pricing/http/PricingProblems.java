package io.tierline.pricing.http;

import io.tierline.contracts.SellerId;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.problem.ProblemType;
import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.QuoteResult.NoQuote;
import io.tierline.pricing.engine.QuoteResult.NotSold;
import io.tierline.pricing.engine.QuoteResult.PremiumNotAcknowledged;
import io.tierline.pricing.engine.QuoteResult.PriceMissing;
import io.tierline.pricing.engine.QuoteResult.StandingInOtherCurrency;
import io.tierline.pricing.engine.QuoteResult.TaxPlaceUnknown;
import io.tierline.pricing.engine.QuoteResult.TenureRefused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** The refusals of the pricing service as problem documents. */
public final class PricingProblems {

  public static final ProblemType PRICES_REFUSED =
      new ProblemType(
          "prices-refused",
          HttpStatus.UNPROCESSABLE_CONTENT,
          "The prices break a rule; nothing was saved");
  public static final ProblemType PRODUCT_UNKNOWN =
      new ProblemType(
          "product-unknown",
          HttpStatus.UNPROCESSABLE_CONTENT,
          "The catalog does not know the product");
  public static final ProblemType PRICE_MISSING =
      new ProblemType(
          "price-missing", HttpStatus.UNPROCESSABLE_CONTENT, "The seller has set no price for it");
  public static final ProblemType TENURE_REFUSED =
      new ProblemType(
          "tenure-refused",
          HttpStatus.UNPROCESSABLE_CONTENT,
          "The product is not sold for so many years");
  public static final ProblemType CURRENCY_MISMATCH =
      new ProblemType(
          "currency-mismatch",
          HttpStatus.UNPROCESSABLE_CONTENT,
          "The standing is not in the seller's currency");
  public static final ProblemType NOT_SOLD =
      new ProblemType(
          "not-sold", HttpStatus.UNPROCESSABLE_CONTENT, "The seller does not sell the product");
  public static final ProblemType PREMIUM_NOT_ACKNOWLEDGED =
      new ProblemType(
          "premium-not-acknowledged",
          HttpStatus.UNPROCESSABLE_CONTENT,
          "The order does not say that it knows the name is premium");
  public static final ProblemType TAX_PLACE_UNKNOWN =
      new ProblemType(
          "tax-place-unknown",
          HttpStatus.UNPROCESSABLE_CONTENT,
          "It is not known where the buyer's taxes are due");
  public static final ProblemType SELLER_UNKNOWN =
      new ProblemType(
          "seller-unknown", HttpStatus.CONFLICT, "Pricing has not heard of the seller yet");

  private PricingProblems() {}

  public static ProblemException refused(List<PriceRefusal> refusals) {
    PriceRefusal first = refusals.getFirst();
    return new ProblemException(
        PRICES_REFUSED,
        "%s (%s, %s)".formatted(first.reason(), first.field(), first.rule()),
        Map.of(
            "refusals",
            refusals.stream()
                .map(
                    refusal ->
                        Map.of(
                            "code", refusal.code(),
                            "field", refusal.field(),
                            "rule", refusal.rule(),
                            "reason", refusal.reason()))
                .toList()));
  }

  public static ProblemException productUnknown(String product) {
    return new ProblemException(
        PRODUCT_UNKNOWN,
        "GET /v1/tlds lists what can be sold; besides there is 'privacy'.",
        Map.of("product", product));
  }

  public static ProblemException sellerUnknown(SellerId seller) {
    return new ProblemException(
        SELLER_UNKNOWN,
        "It signed up only just now, or its signup was rejected. Try again in a moment.",
        Map.of("sellerId", seller.toString()));
  }

  /**
   * @param context further members of the document
   */
  public static ProblemException notPriced(NoQuote reason, Map<String, Object> context) {
    Map<String, Object> members = new HashMap<>(context);
    return switch (reason) {
      case PriceMissing missing -> {
        members.put("missing", missing.missing());
        members.put("audience", missing.audience());
        members.put("product", missing.product());
        members.put("action", missing.action());
        yield new ProblemException(
            PRICE_MISSING,
            switch (missing.missing()) {
              case PRICE ->
                  "%s of %s has no price in force for %s; it is not sold until there is one."
                      .formatted(missing.action(), missing.product(), missing.audience());
              case APPLICATION_FEE ->
                  "%s is in sunrise and its application fee is not set for %s; set it, zero if you ask none."
                      .formatted(missing.product(), missing.audience());
              case PREMIUM_MARGIN_RULE ->
                  "Premium names are sold at cost and a margin; set the margin rule for premium names.";
            },
            members);
      }
      case TenureRefused tenure -> {
        members.put("field", "years");
        members.put("shortestYears", tenure.shortestYears());
        members.put("longestYears", tenure.longestYears());
        yield new ProblemException(
            TENURE_REFUSED,
            "%s of %s is for %d to %d years, not for %d."
                .formatted(
                    tenure.action(),
                    tenure.product(),
                    tenure.shortestYears(),
                    tenure.longestYears(),
                    tenure.years()),
            members);
      }
      case NotSold notSold -> {
        members.put("status", notSold.status());
        yield new ProblemException(
            NOT_SOLD,
            switch (notSold.status()) {
              case SELL, DO_NOT_SELL -> "%s is not sold here.".formatted(notSold.product());
              case NO_NEW_ORDERS ->
                  "%s takes no new orders here; what there is can be renewed and restored."
                      .formatted(notSold.product());
            },
            members);
      }
      case PremiumNotAcknowledged _ ->
          new ProblemException(
              PREMIUM_NOT_ACKNOWLEDGED,
              "The registry asks a price of its own for this name; order it with premium=true.",
              members);
      case TaxPlaceUnknown _ -> {
        members.put("field", "taxPlace");
        yield new ProblemException(
            TAX_PLACE_UNKNOWN,
            "Taxes depend on where the buyer is; name its country, and its region where the country has regional taxes.",
            members);
      }
      case StandingInOtherCurrency other ->
          new ProblemException(
              CURRENCY_MISMATCH,
              "Total Receipts are counted in %s here, not in %s; nothing is converted."
                  .formatted(other.expected(), other.found()),
              members);
    };
  }
}
