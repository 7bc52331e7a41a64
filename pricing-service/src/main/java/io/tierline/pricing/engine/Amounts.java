package io.tierline.pricing.engine;

import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;

/** Reads amounts as sellers write them into minor units; exact or refused, never rounded. */
final class Amounts {

  /** Bounded, so that no text can make a number that takes long to handle. */
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");

  private Amounts() {}

  /**
   * @param maxMinorUnits the largest amount allowed
   * @return nothing when it was refused
   */
  static OptionalLong minorUnits(
      ProposedAmount amount,
      CurrencyUnit currency,
      long maxMinorUnits,
      Consumer<AmountFault> faults) {
    if (!DECIMAL.matcher(amount.amount()).matches()) {
      faults.accept(AmountFault.UNREADABLE);
      return OptionalLong.empty();
    }
    BigDecimal value = new BigDecimal(amount.amount());
    if (value.signum() < 0) {
      faults.accept(AmountFault.NEGATIVE);
      return OptionalLong.empty();
    }
    int decimals = currency.getDecimalPlaces();
    if (value.scale() > decimals) {
      faults.accept(AmountFault.TOO_MANY_DECIMALS);
      return OptionalLong.empty();
    }
    BigDecimal minor = value.movePointRight(decimals);
    if (minor.compareTo(BigDecimal.valueOf(maxMinorUnits)) > 0) {
      faults.accept(AmountFault.TOO_LARGE);
      return OptionalLong.empty();
    }
    return OptionalLong.of(minor.longValueExact());
  }

  enum AmountFault {
    UNREADABLE,
    NEGATIVE,
    TOO_MANY_DECIMALS,
    TOO_LARGE;

    PriceRefusal at(String field, CurrencyUnit currency, long maxMinorUnits) {
      return switch (this) {
        case UNREADABLE -> PriceRefusal.amountUnreadable(field);
        case NEGATIVE -> PriceRefusal.negativeAmount(field);
        case TOO_MANY_DECIMALS ->
            PriceRefusal.tooManyDecimals(field, currency.getCode(), currency.getDecimalPlaces());
        case TOO_LARGE -> PriceRefusal.amountTooLarge(field, maxMinorUnits);
      };
    }
  }
}
