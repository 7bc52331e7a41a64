package io.tierline.pricing.engine;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** A price that explains itself, or why there is none. */
public sealed interface QuoteResult {

  /**
   * @param total the sum of the lines
   * @param lines the price first, then the application fee, then each tax
   * @param reasons the rule that gave the price first, then those that lost (domain.md PR-20);
   *     worded when they are read
   * @param priceVersion version of the price list it was computed from
   */
  record Quote(
      Money total, List<Line> lines, List<Reason> reasons, long priceVersion, Instant effectiveFrom)
      implements QuoteResult {

    public Quote {
      lines = List.copyOf(lines);
      reasons = reasons instanceof Reasons ? reasons : List.copyOf(reasons);
    }

    /** The sum of the lines that are no taxes (domain.md PR-17). */
    public Money preTax() {
      return lines.stream()
          .filter(line -> !(line instanceof Line.Tax))
          .map(Line::amount)
          .reduce(Money.zero(total.getCurrencyUnit()), Money::plus);
    }
  }

  /** A part of the total. */
  sealed interface Line {

    /** What gave it, e.g. {@code PR-3 telescopic}. */
    String rule();

    String description();

    Money amount();

    /**
     * @param amount {@code perYear × years}
     */
    record Years(String rule, String description, int years, Money perYear, Money amount)
        implements Line {}

    /** Charged once (domain.md PR-13). */
    record Once(String rule, String description, Money amount) implements Line {}

    /**
     * @param description the name of the tax
     * @param on the amount it is counted on (domain.md PR-17)
     */
    record Tax(String rule, String description, BigDecimal ratePercent, Money on, Money amount)
        implements Line {}
  }

  /**
   * @param perYear the price the rule would have given; null where it has none
   */
  record Reason(String rule, Verdict verdict, @Nullable Money perYear, String description) {}

  enum Verdict {
    WON,
    LOST
  }

  /** No price: never to be read as zero. */
  sealed interface NoQuote extends QuoteResult {}

  /** The seller has not set what it takes to price it (domain.md PR-1, PR-13, PR-19). */
  record PriceMissing(
      Audience audience, String product, ProductAction action, int years, Missing missing)
      implements NoQuote {}

  enum Missing {
    /** No usual price is in force. */
    PRICE,
    /** The TLD is in sunrise and the seller has set no fee, not even zero. */
    APPLICATION_FEE,
    /** The name is premium and the seller has no margin rule for such names. */
    PREMIUM_MARGIN_RULE
  }

  /** The seller does not sell it, or not to new orders (domain.md PR-15). */
  record NotSold(String product, ProductAction action, TldStatus status) implements NoQuote {}

  /** The order does not say that it knows the name is premium (domain.md PR-19). */
  record PremiumNotAcknowledged(String product, ProductAction action) implements NoQuote {}

  /**
   * The margins on a premium name make it dearer than any price may be (domain.md PR-19, {@link
   * Limits#PRICE_MAX_MINOR_UNITS}).
   */
  record PriceTooLarge(String product, ProductAction action) implements NoQuote {}

  /**
   * The seller has taxes to charge and does not know where the buyer's is due (domain.md PR-17).
   *
   * @param country the buyer's where the region is what is missing, else null
   */
  record TaxPlaceUnknown(@Nullable String country) implements NoQuote {}

  /** The product cannot be bought like that by anybody: a web service is not transferred. */
  record ActionNotSold(String product, ProductAction action) implements NoQuote {}

  /** The product is not bought for so many years (domain.md PR-3). */
  record TenureRefused(
      String product, ProductAction action, int years, int shortestYears, int longestYears)
      implements NoQuote {}

  /** The standing is counted in a currency that is not the seller's (domain.md PR-18). */
  record StandingInOtherCurrency(CurrencyUnit expected, CurrencyUnit found) implements NoQuote {}
}
