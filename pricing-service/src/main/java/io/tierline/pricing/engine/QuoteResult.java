package io.tierline.pricing.engine;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import java.time.Instant;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** A price that explains itself, or why there is none. */
public sealed interface QuoteResult {

  /**
   * @param total the sum of the lines
   * @param reasons the rule that gave the price first, then those that lost (domain.md PR-20)
   * @param priceVersion version of the price list it was computed from
   */
  record Quote(
      Money total, List<Line> lines, List<Reason> reasons, long priceVersion, Instant effectiveFrom)
      implements QuoteResult {

    public Quote {
      lines = List.copyOf(lines);
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * @param rule e.g. {@code PR-3 telescopic}
   * @param amount {@code perYear × years}
   */
  record Line(String rule, String description, int years, Money perYear, Money amount) {}

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

  /** The seller has set no price that is in force (domain.md PR-1). */
  record PriceMissing(Audience audience, String product, ProductAction action, int years)
      implements NoQuote {}

  /** The product cannot be bought like that (domain.md PR-3). */
  record TenureRefused(
      String product, ProductAction action, int years, int shortestYears, int longestYears)
      implements NoQuote {}

  /** The standing is counted in a currency that is not the seller's (domain.md PR-18). */
  record StandingInOtherCurrency(CurrencyUnit expected, CurrencyUnit found) implements NoQuote {}
}
