package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import org.joda.money.Money;

/** What a seller pays for one year of a tenure, in its own selling currency. */
@FunctionalInterface
public interface CostOf {

  /**
   * @param years the tenure bought
   */
  Cost perYear(String product, ProductAction action, int years);

  sealed interface Cost {

    record Known(Money perYear) implements Cost {}

    /**
     * @param why one sentence that says what to do
     */
    record Unknown(String why) implements Cost {}
  }
}
