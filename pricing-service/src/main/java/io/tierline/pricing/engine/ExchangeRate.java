package io.tierline.pricing.engine;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.joda.money.CurrencyUnit;

/**
 * How many of {@code to} one of {@code from} is worth (domain.md PR-18).
 *
 * @param rate above zero
 * @param day the day it holds for, in UTC
 * @param source who says so
 */
public record ExchangeRate(
    CurrencyUnit from, CurrencyUnit to, BigDecimal rate, LocalDate day, String source) {

  public ExchangeRate {
    if (rate.signum() <= 0) {
      throw new IllegalArgumentException("One %s cannot be worth %s %s".formatted(from, rate, to));
    }
    if (from.equals(to)) {
      throw new IllegalArgumentException("%s needs no rate to itself".formatted(from));
    }
  }
}
