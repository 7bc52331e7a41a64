package io.tierline.pricing.http;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tierline.pricing.engine.ProposedAmount;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.joda.money.Money;

/** Money as it is sent; not a {@code Money} yet, so that what is wrong with it can be told. */
public record AmountJson(
    @NotNull @Size(max = 40) @Schema(example = "9.00") String amount,
    @NotNull @Size(max = 3) @Schema(example = "USD") String currency) {

  public static AmountJson of(ProposedAmount amount) {
    return new AmountJson(amount.amount(), amount.currency());
  }

  public static AmountJson of(Money amount) {
    return new AmountJson(amount.getAmount().toPlainString(), amount.getCurrencyUnit().getCode());
  }

  public ProposedAmount proposed() {
    return new ProposedAmount(amount, currency);
  }
}
