package io.tierline.pricing.engine;

import java.math.BigDecimal;
import org.joda.money.Money;

/** What a seller wants to earn on a year (domain.md PR-10); below zero it gives away. */
public sealed interface Margin {

  /**
   * @param percent of cost, e.g. {@code 20} or {@code 12.5}
   */
  record OfCost(BigDecimal percent) implements Margin {}

  /**
   * @param perYear in the seller's selling currency
   */
  record Absolute(Money perYear) implements Margin {}
}
