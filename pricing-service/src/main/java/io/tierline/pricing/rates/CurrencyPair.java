package io.tierline.pricing.rates;

import org.joda.money.CurrencyUnit;

/** A pair serves its own direction only (domain.md PR-18). */
public record CurrencyPair(CurrencyUnit from, CurrencyUnit to) {}
