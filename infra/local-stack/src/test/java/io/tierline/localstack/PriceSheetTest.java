package io.tierline.localstack;

import static io.tierline.contracts.ProductAction.REGISTER;
import static io.tierline.contracts.ProductAction.RENEW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.ProductAction;
import io.tierline.storefront.Price.Kind;
import io.tierline.storefront.PriceListAnswer.Listed;
import io.tierline.storefront.ProductPrices;
import io.tierline.storefront.ProductPrices.Row;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PriceSheetTest {

  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

  @Test
  @DisplayName("PR-16: a changed price is told with both versions and both prices")
  void aChangedPriceIsTold() {
    PriceSheet before = sheet(3, row(REGISTER, 1, "12.00"), row(RENEW, 1, "15.00"));
    PriceSheet after = sheet(4, row(REGISTER, 1, "11.50"), row(RENEW, 1, "15.00"));

    assertThat(before.differencesTo(after))
        .extracting(Object::toString)
        .containsExactly("com          register 1 year   version 3 → 4   12.00 USD → 11.50 USD");
  }

  @Test
  void whatComesAndWhatGoesIsTold() {
    PriceSheet before = sheet(3, row(REGISTER, 1, "12.00"));
    PriceSheet after = sheet(4, row(RENEW, 2, "15.00"));

    assertThat(before.differencesTo(after))
        .extracting(Object::toString)
        .containsExactly(
            "com          register 1 year   version 3   12.00 USD → not listed",
            "com          renew    2 years  version 4   not listed → 15.00 USD");
  }

  @Test
  @DisplayName("PR-6: a promo that begins is told within the same version")
  void aPromoIsTold() {
    PriceSheet before = sheet(3, row(REGISTER, 1, "12.00"));
    PriceSheet after =
        sheet(
            3,
            new Row(REGISTER, 1, Kind.PROMO, usd("6.00"), usd("12.00"), usd("0.00"), usd("6.00")));

    assertThat(before.differencesTo(after))
        .extracting(Object::toString)
        .containsExactly("com          register 1 year   version 3   12.00 USD → 6.00 USD (promo)");
  }

  @Test
  void otherProductsAreLeftOut() {
    Listed listed = listed(1, row(REGISTER, 1, "12.00"));

    assertThat(PriceSheet.of(listed, "net").prices()).isEmpty();
    assertThat(PriceSheet.of(listed, "com").prices()).hasSize(1);
  }

  private static PriceSheet sheet(long version, Row... rows) {
    return PriceSheet.of(listed(version, rows), null);
  }

  private static Listed listed(long version, Row... rows) {
    return new Listed(
        List.of(new ProductPrices("com", List.of(rows), version, NOW)), new TreeSet<>(), NOW);
  }

  private static Row row(ProductAction action, int years, String total) {
    return new Row(action, years, Kind.USUAL, usd(total), null, usd("0.00"), usd(total));
  }

  private static Money usd(String amount) {
    return Money.parse("USD " + amount);
  }
}
