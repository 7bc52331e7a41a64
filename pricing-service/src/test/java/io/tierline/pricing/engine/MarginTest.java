package io.tierline.pricing.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.pricing.engine.Rounding.BelowCost;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MarginTest {

  @Test
  @DisplayName("PR-10: a margin is percent of cost or an amount")
  void aMarginIsPercentOrAnAmount() {
    assertThat(price(735, new Margin.OfCost(new BigDecimal("12.5")))).isEqualTo(827);
    assertThat(price(735, new Margin.Absolute(Money.parse("USD 2.00")))).isEqualTo(935);
    assertThat(price(0, new Margin.OfCost(new BigDecimal("50")))).isZero();
  }

  @Test
  @DisplayName("PR-10 PR-11: a margin below zero sells at cost unless the seller allows less")
  void aNegativeMarginSellsAtCost() {
    Margin less = new Margin.Absolute(Money.parse("USD -2.00"));

    assertThat(price(735, less)).isEqualTo(735);
    assertThat(
            Pr10Margin.price(
                735,
                new MarginRule(less, new Rounding(null, null, BelowCost.ALLOWED)),
                CurrencyUnit.USD))
        .isEqualTo(535);
  }

  private static long price(long cost, Margin margin) {
    return Pr10Margin.price(cost, new MarginRule(margin, Rounding.none()), CurrencyUnit.USD);
  }

  @Test
  @DisplayName("PR-10: a margin is read exactly or refused")
  void aMarginIsReadExactly() {
    assertThat(read("12.5", null)).isEqualTo("OfCost[percent=12.5]");
    assertThat(read("-100", null)).isEqualTo("OfCost[percent=-100]");
    assertThat(read("100000", null)).isEqualTo("OfCost[percent=100000]");
    assertThat(read(null, "-2.00")).isEqualTo("Absolute[perYear=USD -2.00]");
    assertThat(read(null, "2")).isEqualTo("Absolute[perYear=USD 2.00]");
    for (String percent : new String[] {"-100.1", "100000.1", "1.00001", "x", "", "1e2"}) {
      assertThat(read(percent, null)).isEqualTo("margin-out-of-range margins[0].percentOfCost");
    }
    assertThat(read(null, null)).isEqualTo("margin-unclear margins[0]");
    assertThat(read("1", "1")).isEqualTo("margin-unclear margins[0]");
    assertThat(read(null, "1.001")).isEqualTo("too-many-decimals margins[0].perYear.amount");
    assertThat(read(null, "--1")).isEqualTo("amount-negative margins[0].perYear.amount");
    assertThat(inUsd(new ProposedMargin("margins[0]", null, new ProposedAmount("1", "EUR"))))
        .isEqualTo("other-currency margins[0].perYear.currency");
  }

  private static String read(@Nullable String percent, @Nullable String amount) {
    return inUsd(
        new ProposedMargin(
            "margins[0]", percent, amount == null ? null : new ProposedAmount(amount, "USD")));
  }

  private static String inUsd(ProposedMargin margin) {
    List<String> refusals = new ArrayList<>();
    return MarginRules.margin(
            margin,
            CurrencyUnit.USD,
            refusal -> refusals.add(refusal.code() + " " + refusal.field()))
        .map(Object::toString)
        .orElseGet(() -> String.join(",", refusals));
  }
}
