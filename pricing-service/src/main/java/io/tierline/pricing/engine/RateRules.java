package io.tierline.pricing.engine;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;

/** What an exchange rate must be (domain.md PR-18). */
public final class RateRules {

  private static final Pattern RATE =
      Pattern.compile(
          "[0-9]{1,%d}(\\.[0-9]{1,%d})?"
              .formatted(Limits.RATE_INTEGER_DIGITS_MAX, Limits.RATE_DECIMALS_MAX));

  private RateRules() {}

  /**
   * @param today in UTC; no rate is of a later day
   */
  public static Optional<ExchangeRate> check(
      ProposedRate rate, LocalDate today, Consumer<PriceRefusal> refusals) {
    Optional<CurrencyUnit> from = currency(rate.field("from"), rate.from(), refusals);
    Optional<CurrencyUnit> to = currency(rate.field("to"), rate.to(), refusals);
    Names.check(rate.field("source"), "PR-18", rate.source(), refusals);
    if (rate.day().isAfter(today)) {
      refusals.accept(PriceRefusal.rateOfTheFuture(rate.field("day"), today));
      return Optional.empty();
    }
    if (!RATE.matcher(rate.rate()).matches() || new BigDecimal(rate.rate()).signum() == 0) {
      refusals.accept(PriceRefusal.rateUnusable(rate.field("rate")));
      return Optional.empty();
    }
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    if (from.equals(to)) {
      refusals.accept(PriceRefusal.rateToItself(rate.field("to"), rate.to()));
      return Optional.empty();
    }
    return Optional.of(
        new ExchangeRate(
            from.get(), to.get(), new BigDecimal(rate.rate()), rate.day(), rate.source().strip()));
  }

  private static Optional<CurrencyUnit> currency(
      String field, String code, Consumer<PriceRefusal> refusals) {
    try {
      return Optional.of(CurrencyUnit.of(code));
    } catch (IllegalCurrencyException e) {
      refusals.accept(PriceRefusal.unknownCurrency(field, code));
      return Optional.empty();
    }
  }
}
