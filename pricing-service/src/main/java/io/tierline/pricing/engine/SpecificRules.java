package io.tierline.pricing.engine;

import java.util.OptionalLong;
import java.util.function.Consumer;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** What a price fixed for one buyer must be (domain.md PR-5). */
public final class SpecificRules {

  private SpecificRules() {}

  /**
   * @param terms what the catalog says of the product; null when it does not know it
   * @return per year, in minor units; nothing when it was refused
   */
  public static OptionalLong check(
      ProposedSpecific specific,
      @Nullable ProductTerms terms,
      CurrencyUnit selling,
      Consumer<PriceRefusal> refusals) {
    if (terms == null) {
      refusals.accept(PriceRefusal.unknownProduct(specific.field("product"), specific.product()));
      return OptionalLong.empty();
    }
    if (!terms.actions().contains(specific.action())) {
      refusals.accept(
          PriceRefusal.actionNotSold(
              specific.field("action"), specific.product(), specific.action()));
      return OptionalLong.empty();
    }
    if (!specific.perYear().currency().equals(selling.getCode())) {
      refusals.accept(
          PriceRefusal.otherCurrency(
              specific.field("perYear.currency"),
              selling.getCode(),
              specific.perYear().currency()));
      return OptionalLong.empty();
    }
    return AmountsAreExact.read(
        specific.field("perYear.amount"),
        specific.perYear(),
        selling,
        Limits.PRICE_MAX_MINOR_UNITS,
        refusals);
  }
}
