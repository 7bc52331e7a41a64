package io.tierline.pricing.engine;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Reads a margin and an ending as a seller wrote them (domain.md PR-10, PR-11). */
public final class MarginRules {

  private static final Pattern PERCENT = Pattern.compile("-?[0-9]{1,7}(\\.[0-9]{1,30})?");
  private static final BigDecimal LOWEST = BigDecimal.valueOf(-100);

  private MarginRules() {}

  /** A margin below zero is allowed: a preview warns of what it does. */
  public static Optional<Margin> margin(
      ProposedMargin margin, CurrencyUnit currency, Consumer<PriceRefusal> refusals) {
    String percent = margin.percentOfCost();
    ProposedAmount perYear = margin.perYear();
    if ((percent == null) == (perYear == null)) {
      refusals.accept(PriceRefusal.marginUnclear(margin.path()));
      return Optional.empty();
    }
    return percent != null
        ? ofCost(margin.field("percentOfCost"), percent, refusals)
        : absolute(margin, currency, refusals);
  }

  /**
   * @param field of the rounding
   */
  public static void rounding(
      String field, Rounding rounding, CurrencyUnit currency, Consumer<PriceRefusal> refusals) {
    Pr11Rounding.check(field, rounding, currency, refusals);
  }

  private static Optional<Margin> ofCost(
      String field, String percent, Consumer<PriceRefusal> refusals) {
    if (PERCENT.matcher(percent).matches()) {
      BigDecimal value = new BigDecimal(percent);
      if (value.scale() <= Limits.MARGIN_DECIMALS_MAX
          && value.compareTo(LOWEST) >= 0
          && value.compareTo(BigDecimal.valueOf(Limits.MARGIN_MAX_PERCENT)) <= 0) {
        return Optional.of(new Margin.OfCost(value));
      }
    }
    refusals.accept(PriceRefusal.marginOutOfRange(field));
    return Optional.empty();
  }

  private static Optional<Margin> absolute(
      ProposedMargin margin, CurrencyUnit currency, Consumer<PriceRefusal> refusals) {
    ProposedAmount perYear = margin.perYear();
    if (perYear == null) {
      throw new IllegalArgumentException("A margin in percent is no amount");
    }
    if (!perYear.currency().equals(currency.getCode())) {
      refusals.accept(
          PriceRefusal.otherCurrency(
              margin.field("perYear.currency"), currency.getCode(), perYear.currency()));
      return Optional.empty();
    }
    boolean negative = perYear.amount().startsWith("-");
    ProposedAmount size =
        negative ? new ProposedAmount(perYear.amount().substring(1), perYear.currency()) : perYear;
    OptionalLong minorUnits =
        AmountsAreExact.read(
            margin.field("perYear.amount"), size, currency, Limits.PRICE_MAX_MINOR_UNITS, refusals);
    return minorUnits.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Margin.Absolute(
                Money.ofMinor(
                    currency, negative ? -minorUnits.getAsLong() : minorUnits.getAsLong())));
  }
}
