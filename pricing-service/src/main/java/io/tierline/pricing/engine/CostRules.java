package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;

/** What an operator's registry costs must be: exact, one for each action, in one currency. */
public final class CostRules {

  private CostRules() {}

  public static Map<ProductAction, Money> check(
      ProductTerms terms, List<ProposedCost> costs, Consumer<PriceRefusal> refusals) {
    Map<ProductAction, Money> checked = new EnumMap<>(ProductAction.class);
    Map<ProductAction, String> paths = new EnumMap<>(ProductAction.class);
    if (costs.isEmpty()) {
      refusals.accept(PriceRefusal.nothingToChange("costs"));
      return checked;
    }
    String expected = costs.getFirst().perYear().currency();
    for (ProposedCost cost : costs) {
      String first = paths.putIfAbsent(cost.action(), cost.path());
      if (first != null) {
        refusals.accept(PriceRefusal.duplicatePrice(cost.path(), first));
      } else if (!terms.actions().contains(cost.action())) {
        refusals.accept(
            PriceRefusal.actionNotSold(cost.path() + ".action", terms.product(), cost.action()));
      } else {
        money(cost, expected, refusals).ifPresent(money -> checked.put(cost.action(), money));
      }
    }
    return checked;
  }

  private static Optional<Money> money(
      ProposedCost cost, String expected, Consumer<PriceRefusal> refusals) {
    String field = cost.path() + ".perYear";
    String code = cost.perYear().currency();
    Optional<CurrencyUnit> currency = currency(code);
    if (currency.isEmpty()) {
      refusals.accept(PriceRefusal.unknownCurrency(field + ".currency", code));
      return Optional.empty();
    }
    if (!code.equals(expected)) {
      refusals.accept(PriceRefusal.otherCurrency(field + ".currency", expected, code));
      return Optional.empty();
    }
    var minorUnits =
        AmountsAreExact.read(
            field + ".amount",
            cost.perYear(),
            currency.get(),
            Limits.PRICE_MAX_MINOR_UNITS,
            refusals);
    return minorUnits.isPresent()
        ? Optional.of(Money.ofMinor(currency.get(), minorUnits.getAsLong()))
        : Optional.empty();
  }

  private static Optional<CurrencyUnit> currency(String code) {
    try {
      return Optional.of(CurrencyUnit.of(code));
    } catch (IllegalCurrencyException e) {
      return Optional.empty();
    }
  }
}
