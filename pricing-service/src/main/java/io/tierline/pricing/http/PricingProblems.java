package io.tierline.pricing.http;

import io.tierline.contracts.SellerId;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.problem.ProblemType;
import io.tierline.pricing.engine.ExchangeRates.Conversion.RateMissing;
import io.tierline.pricing.engine.Limits;
import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.ProductKind;
import io.tierline.pricing.engine.QuoteResult.ActionNotSold;
import io.tierline.pricing.engine.QuoteResult.NoQuote;
import io.tierline.pricing.engine.QuoteResult.NotSold;
import io.tierline.pricing.engine.QuoteResult.PremiumNotAcknowledged;
import io.tierline.pricing.engine.QuoteResult.PriceMissing;
import io.tierline.pricing.engine.QuoteResult.PriceTooLarge;
import io.tierline.pricing.engine.QuoteResult.StandingInOtherCurrency;
import io.tierline.pricing.engine.QuoteResult.TaxPlaceUnknown;
import io.tierline.pricing.engine.QuoteResult.TenureRefused;
import io.tierline.pricing.premium.PremiumCosts.Costs;
import java.time.LocalDate;
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
  public static final ProblemType ACTION_NOT_SOLD =
      new ProblemType(
          "action-not-sold",
          HttpStatus.UNPROCESSABLE_CONTENT,
          "The product cannot be bought like that");
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
  public static final ProblemType PRICE_TOO_LARGE =
      new ProblemType(
          "price-too-large",
          HttpStatus.UNPROCESSABLE_CONTENT,
          "The premium name would cost more than any price may");
  public static final ProblemType TAX_ADDRESS_MISSING =
      new ProblemType(
          "tax-address-missing",
          HttpStatus.UNPROCESSABLE_CONTENT,
          "It is not known where the buyer's taxes are due");
  public static final ProblemType RATE_MISSING =
      new ProblemType(
          "rate-missing",
          HttpStatus.UNPROCESSABLE_CONTENT,
          "There is no exchange rate that is new enough");
  public static final ProblemType PREMIUM_COST_UNKNOWN =
      new ProblemType(
          "premium-cost-unknown",
          HttpStatus.UNPROCESSABLE_CONTENT,
          "The name is premium and what it costs is not known");
  public static final ProblemType NAME_MISMATCH =
      new ProblemType(
          "name-mismatch", HttpStatus.UNPROCESSABLE_CONTENT, "The name is not one of this product");
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

  /** Of a web service every name is a mismatch. */
  public static ProblemException nameMismatch(String name, String product, ProductKind kind) {
    return new ProblemException(
        NAME_MISMATCH,
        switch (kind) {
          case TLD ->
              "Write a whole name right under '%s', such as example.%<s.".formatted(product);
          case WEB_SERVICE, PRIVACY ->
              "'%s' is no TLD, there are no names under it: leave 'name' out, or name the TLD of the domain as product."
                  .formatted(product);
        },
        Map.of("field", "name", "name", name));
  }

  /** Names the pair and the newest day there is (domain.md PR-18). */
  public static ProblemException rateMissing(RateMissing missing) {
    Map<String, Object> members = new HashMap<>();
    members.put("from", missing.from().getCode());
    members.put("to", missing.to().getCode());
    LocalDate newest = missing.newestOn();
    if (newest != null) {
      members.put("newestOn", newest.toString());
    }
    return new ProblemException(
        RATE_MISSING,
        newest == null
            ? "Nothing says what one %s is worth in %s; the operator records it with PUT /v1/exchange-rates/%1$s/%2$s."
                .formatted(missing.from(), missing.to())
            : "The newest rate from %s to %s is of %s, which is too old; the operator records a new one."
                .formatted(missing.from(), missing.to(), newest),
        members);
  }

  /** Tells a seller nothing of those above it. */
  public static ProblemException premiumCostUnknown(Costs.Unknown reason) {
    return switch (reason) {
      case Costs.NoRate(RateMissing missing) -> rateMissing(missing);
      case Costs.RegistryCostMissing missing ->
          new ProblemException(
              PREMIUM_COST_UNKNOWN,
              "What the registry asks for %s of %s is not recorded; it is not sold at the standard price."
                  .formatted(missing.action(), missing.name().ascii()),
              Map.of("name", missing.name().ascii(), "action", missing.action()));
      case Costs.SellerUnknown(SellerId seller) -> sellerUnknown(seller);
      case Costs.NotSoldBy _ ->
          new ProblemException(
              PREMIUM_COST_UNKNOWN,
              "Whoever you buy from sells no premium names like this one; ask for its margin rule to be set.",
              Map.of());
    };
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
      case ActionNotSold never -> {
        members.put("field", "action");
        members.put("product", never.product());
        yield new ProblemException(
            ACTION_NOT_SOLD,
            "There is no %s of %s, whoever sells it.".formatted(never.action(), never.product()),
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
      case PriceTooLarge tooLarge -> {
        members.put("product", tooLarge.product());
        members.put("action", tooLarge.action());
        yield new ProblemException(
            PRICE_TOO_LARGE,
            "The largest price per year is %d minor units; lower the margin rule for premium names, or correct the cost of this one."
                .formatted(Limits.PRICE_MAX_MINOR_UNITS),
            members);
      }
      case TaxPlaceUnknown _ -> {
        members.put("field", "taxAddress");
        yield new ProblemException(
            TAX_ADDRESS_MISSING,
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
