package io.tierline.pricing.margin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.MarginEvent.Cause;
import io.tierline.contracts.pricing.MarginEvent.PriceAtOrBelowCost;
import io.tierline.contracts.pricing.MarginEvent.PriceKind;
import io.tierline.pricing.margin.MarginAlerts.AlertKey;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every keeper of margin alerts does. */
public interface MarginAlertsBehaviour {

  Instant NOW = Instant.parse("2026-11-21T10:00:00.123456Z");

  MarginAlerts alerts();

  <T> T inBackgroundTransaction(Supplier<T> work);

  <T> T asReader(SellerId seller, Supplier<T> work);

  SellerId freshSeller();

  @Test
  @DisplayName("PR-12 an alert is read as it was raised, newest first")
  default void anAlertIsReadAsItWasRaised() {
    SellerId seller = freshSeller();
    PriceAtOrBelowCost usual =
        new PriceAtOrBelowCost(
            Audience.SUB_RESELLER,
            "com",
            ProductAction.RENEW,
            PriceKind.USUAL,
            2,
            3,
            null,
            Money.parse("JPY 1000"),
            Money.parse("JPY 1001"),
            null,
            Money.parse("JPY -1"));
    PriceAtOrBelowCost promo =
        new PriceAtOrBelowCost(
            Audience.CUSTOMER,
            "xn--q9jyb4c",
            ProductAction.REGISTER,
            PriceKind.PROMO,
            0,
            1,
            "春のセール",
            Money.parse("JPY 1000"),
            Money.parse("JPY 1000"),
            Money.parse("JPY 20"),
            Money.parse("JPY 0"));
    long first = add(seller, List.of(usual, promo), NOW);
    long second = add(seller, List.of(promo), NOW.plusSeconds(1));

    assertThat(asReader(seller, () -> alerts().page(seller, OptionalLong.empty(), 10)))
        .containsExactly(
            alert(second, seller, 1, NOW.plusSeconds(1)), alert(first, seller, 2, NOW));
    assertThat(asReader(seller, () -> alerts().page(seller, OptionalLong.of(second), 10)))
        .containsExactly(alert(first, seller, 2, NOW));
    assertThat(prices(seller, first, 0)).containsExactly(usual, promo);
    assertThat(prices(seller, first, 1)).containsExactly(promo);
  }

  @Test
  @DisplayName("PR-1 PR-12 another seller finds nothing of an alert")
  default void alertsAreASellersOwn() {
    SellerId mine = freshSeller();
    SellerId other = freshSeller();
    long alert = add(mine, many(1), NOW);

    assertThat(asReader(other, () -> alerts().prices(new AlertKey(other, alert), 0, 10))).isEmpty();
    assertThat(asReader(other, () -> alerts().page(other, OptionalLong.empty(), 10))).isEmpty();
  }

  @Test
  @DisplayName("PR-12 an alert of many prices is read page by page")
  default void manyPricesArePaged() {
    SellerId seller = freshSeller();
    long alert = add(seller, many(4_500), NOW);

    assertThat(prices(seller, alert, 4_490)).hasSize(10);
    assertThat(prices(seller, alert, 4_495))
        .extracting(PriceAtOrBelowCost::name)
        .containsExactly("4495", "4496", "4497", "4498", "4499");
    assertThat(prices(seller, alert, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  @DisplayName("PR-12 old alerts go")
  default void oldAlertsGo() {
    SellerId seller = freshSeller();
    Instant longAgo = Instant.parse("2020-01-01T00:00:00Z");
    add(seller, many(1), longAgo);
    add(seller, many(1), longAgo);
    long kept = add(seller, many(1), NOW);

    for (int forgotten : List.of(1, 1, 0)) {
      assertThat(inBackgroundTransaction(() -> alerts().forget(longAgo.plusSeconds(1), 1)))
          .isEqualTo(forgotten);
    }

    assertThat(asReader(seller, () -> alerts().page(seller, OptionalLong.empty(), 10)))
        .extracting(MarginAlert::id)
        .containsExactly(kept);
  }

  private List<PriceAtOrBelowCost> prices(SellerId seller, long alert, long from) {
    return asReader(
        seller, () -> alerts().prices(new AlertKey(seller, alert), from, 10).orElseThrow());
  }

  private long add(SellerId seller, List<PriceAtOrBelowCost> prices, Instant raisedAt) {
    return inBackgroundTransaction(
        () -> alerts().add(alert(0, seller, prices.size(), raisedAt), prices));
  }

  private static MarginAlert alert(long id, SellerId seller, int prices, Instant raisedAt) {
    return new MarginAlert(
        id, seller, List.of(Cause.PARENT_PRICE, Cause.EXCHANGE_RATE), prices, NOW, raisedAt);
  }

  private static List<PriceAtOrBelowCost> many(int prices) {
    return IntStream.range(0, prices)
        .mapToObj(
            number ->
                new PriceAtOrBelowCost(
                    Audience.CUSTOMER,
                    "com",
                    ProductAction.RENEW,
                    PriceKind.SPECIFIC,
                    0,
                    1,
                    Integer.toString(number),
                    Money.parse("USD 1.00"),
                    Money.parse("USD 1.00"),
                    null,
                    Money.parse("USD 0.00")))
        .toList();
  }
}
