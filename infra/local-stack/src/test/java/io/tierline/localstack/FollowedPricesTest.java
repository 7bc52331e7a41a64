package io.tierline.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.storefront.Price;
import io.tierline.storefront.PriceListAnswer;
import io.tierline.storefront.PriceListener.Change;
import io.tierline.storefront.ProductPrices;
import io.tierline.storefront.ProductPrices.Row;
import io.tierline.storefront.UnvouchedReason;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FollowedPricesTest {

  private static final SellerId SELLER = SellerId.of("1001");
  private static final Instant WRITTEN = Instant.parse("2026-04-01T09:00:00Z");

  private final FollowedPrices followed =
      new FollowedPrices(Audience.CUSTOMER, null, PriceSheet.of(list(1, "40.00"), null));

  @Test
  @DisplayName("PR-16: a price that is served before the listener is told waits for its time")
  void aPriceServedBeforeItIsToldWaitsForItsTime() {
    assertThat(followed.news(List.of(), list(2, "39.00"))).isEmpty();

    assertThat(followed.news(List.of(told(2, WRITTEN)), list(2, "39.00")))
        .singleElement()
        .asString()
        .contains("version 1 → 2   40.00 USD → 39.00 USD   commit to shown 12 ms");
    assertThat(followed.news(List.of(), list(2, "39.00"))).isEmpty();
  }

  @Test
  @DisplayName("PR-16: what was told while nothing was vouched for has its time afterwards")
  void whatWasToldInDoubtHasItsTimeAfterwards() {
    assertThat(followed.news(List.of(told(2, WRITTEN)), unvouched()))
        .containsExactly("prices cannot be vouched for: " + unvouched().reason().sentence());
    assertThat(followed.news(List.of(), unvouched())).isEmpty();

    assertThat(followed.news(List.of(), list(2, "39.00")))
        .hasSize(2)
        .startsWith("prices are vouched for again")
        .last()
        .asString()
        .endsWith("40.00 USD → 39.00 USD   commit to shown 12 ms");
  }

  @Test
  @DisplayName("PR-16: a later version than the one told of waits for its own time")
  void aLaterVersionWaitsForItsOwnTime() {
    assertThat(followed.news(List.of(told(2, WRITTEN)), list(3, "38.00"))).isEmpty();

    assertThat(followed.news(List.of(told(3, WRITTEN.plusMillis(2))), list(3, "38.00")))
        .singleElement()
        .asString()
        .contains("40.00 USD → 38.00 USD   commit to shown 10 ms");
  }

  @Test
  @DisplayName("PR-16: what came about by the time alone was written at no moment")
  void whatCameAboutByTimeHasNoDelay() {
    assertThat(followed.news(List.of(told(2, null)), list(2, "39.00")))
        .singleElement()
        .asString()
        .endsWith("40.00 USD → 39.00 USD");
  }

  @Test
  @DisplayName("PR-16: what is withdrawn is told with its time")
  void whatIsWithdrawnHasItsTime() {
    PriceListAnswer none = list(List.of());

    assertThat(followed.news(List.of(), none)).isEmpty();
    assertThat(followed.news(List.of(told(2, WRITTEN)), none))
        .singleElement()
        .asString()
        .contains("40.00 USD → not listed   commit to shown 12 ms");
  }

  @Test
  @DisplayName("PR-16: a product that is in doubt is told again when it is not")
  void aProductInDoubtWaits() {
    Change doubt =
        new Change.OfProduct(
            SELLER, Audience.CUSTOMER, "com", 0, UnvouchedReason.UNREADABLE, WRITTEN, null);
    PriceListAnswer inDoubt =
        new PriceListAnswer.Listed(List.of(), new TreeSet<>(Set.of("com")), WRITTEN);

    assertThat(followed.news(List.of(doubt), inDoubt))
        .singleElement()
        .asString()
        .startsWith("com")
        .endsWith("cannot be vouched for at the moment");
    assertThat(followed.news(List.of(told(2, WRITTEN)), list(2, "39.00")))
        .hasSize(2)
        .last()
        .asString()
        .endsWith("40.00 USD → 39.00 USD   commit to shown 12 ms");
  }

  @Test
  @DisplayName("PR-4: what changed for the other audience is not told here")
  void anotherAudiencesChangeIsNotToldHere() {
    Change others =
        new Change.OfProduct(
            SELLER, Audience.SUB_RESELLER, "com", 2, null, WRITTEN.plusMillis(12), WRITTEN);

    assertThat(followed.news(List.of(others), list(2, "39.00"))).isEmpty();
  }

  private static PriceListAnswer.Listed list(long version, String total) {
    Money amount = Money.parse("USD " + total);
    Row row =
        new Row(
            ProductAction.REGISTER,
            1,
            Price.Kind.USUAL,
            amount,
            null,
            Money.zero(CurrencyUnit.USD),
            amount);
    return list(List.of(new ProductPrices("com", List.of(row), version, WRITTEN)));
  }

  private static PriceListAnswer.Listed list(List<ProductPrices> products) {
    return new PriceListAnswer.Listed(products, Collections.emptySortedSet(), WRITTEN);
  }

  private static PriceListAnswer.Unvouched unvouched() {
    return new PriceListAnswer.Unvouched(UnvouchedReason.STALE, WRITTEN);
  }

  private static Change told(long version, @Nullable Instant writtenAt) {
    return new Change.OfProduct(
        SELLER, Audience.CUSTOMER, "com", version, null, WRITTEN.plusMillis(12), writtenAt);
  }
}
