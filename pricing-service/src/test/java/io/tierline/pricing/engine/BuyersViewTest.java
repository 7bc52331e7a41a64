package io.tierline.pricing.engine;

import static io.tierline.pricing.engine.Proposals.NOW;
import static io.tierline.pricing.engine.Proposals.customerPrices;
import static io.tierline.pricing.engine.Proposals.subResellerPrices;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.Pr4BuyersView.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BuyersViewTest {

  @Test
  @DisplayName(
      "PR-4: one row when every tenure has the same per-year price; 3 years still cost 3 x it")
  void oneRowWhenAllAreTheSame() {
    PriceBook book = customerPrices().register(1, "10").register(2, "10.00").book();

    assertThat(shown(book)).containsExactly("com REGISTER slab 0, 1: USD 10.00 = USD 10.00");
    assertThat(
            Quotes.quote(
                book,
                QuoteRequest.standard("com", ProductAction.REGISTER, 3),
                Proposals.customer(),
                NOW))
        .isInstanceOfSatisfying(
            QuoteResult.Quote.class, quote -> assertThat(quote.total()).hasToString("USD 30.00"));
  }

  @Test
  @DisplayName("PR-4: every tenure is shown when they differ")
  void everyTenureWhenTheyDiffer() {
    PriceBook book = customerPrices().of("sg").register(1, "10").register(2, "9").book();

    assertThat(shown(book))
        .containsExactly(
            "sg REGISTER slab 0, 1: USD 10.00 = USD 10.00",
            "sg REGISTER slab 0, 2: USD 9.00 = USD 18.00");
  }

  @Test
  @DisplayName("PR-4 PR-7: a slab without prices of its own shows none")
  void anEmptySlabShowsNothing() {
    PriceBook book = subResellerPrices().slab(1, "10", null).slabPrice(0, 1, "10").book();

    assertThat(shown(book)).containsExactly("com RENEW slab 0, 1: USD 10.00 = USD 10.00");
  }

  @Test
  @DisplayName("PR-4 PR-6: the view is another from the end of a promo on")
  void theViewChangesWhenAPromoEnds() {
    PriceBook book =
        customerPrices().register(1, "10").promo("Spring", "6.00", ProductAction.REGISTER).book();
    Instant end = NOW.plus(Duration.ofDays(7));

    assertThat(Pr4BuyersView.inForceSince(book, end.minusMillis(1))).isBefore(end.minusMillis(1));
    assertThat(Pr4BuyersView.inForceSince(book, end)).isEqualTo(end);
    assertThat(Pr4BuyersView.inForceSince(book, end.plusSeconds(1))).isEqualTo(end);
  }

  @Test
  @DisplayName("PR-4 PR-20: the view is another from a scheduled withdrawal on")
  void theViewChangesWithAWithdrawal() {
    Instant end = NOW.plus(Duration.ofDays(3));
    PriceBook book = customerPrices().register(1, "10").withdrawnAt(end).book();

    assertThat(Pr4BuyersView.inForceSince(book, end.minusMillis(1))).isBefore(end.minusMillis(1));
    assertThat(Pr4BuyersView.inForceSince(book, end)).isEqualTo(end);
  }

  @Test
  @DisplayName("PR-15 PR-4: what is not sold is not shown")
  void whatIsNotSoldIsNotShown() {
    PriceBook notSold = customerPrices().register(1, "10").status(TldStatus.DO_NOT_SELL).book();

    assertThat(shown(notSold)).isEmpty();
  }

  @Test
  @DisplayName("PR-4: the list is read product by product")
  void theListIsPaged() {
    PriceBook book =
        customerPrices()
            .of("com")
            .register(1, "10")
            .of("sg")
            .register(1, "30")
            .of("uk")
            .register(1, "5")
            .book();

    assertThat(Pr4BuyersView.rows(book, NOW, Wanted.all("com", 1), BuyersViewTest::none))
        .extracting(Pr4BuyersView.ProductRows::product)
        .containsExactly("sg");
  }

  @Test
  @DisplayName("PR-4 PR-10: the list is filtered by one name, several, or a pattern")
  void theListIsFiltered() {
    PriceBook book =
        customerPrices()
            .of("com")
            .register(1, "10")
            .of("sg")
            .register(1, "30")
            .of("uk")
            .register(1, "5")
            .book();

    assertThat(found(book, "com")).containsExactly("com");
    assertThat(found(book, ".UK", "sg")).containsExactly("sg", "uk");
    assertThat(found(book, "*")).containsExactly("com", "sg", "uk");
    assertThat(found(book, "s*")).containsExactly("sg");
    assertThat(found(book, "nosuch")).isEmpty();
  }

  @Test
  @DisplayName("PR-10: what cannot be searched for is refused")
  void anUnreadableSearchIsRefused() {
    List<PriceRefusal> refusals = new ArrayList<>();

    Pr4BuyersView.rows(
        customerPrices().register(1, "10").book(),
        NOW,
        new Wanted(new ProductSearch("search", List.of("a b")), "", 10),
        refusals::add);

    assertThat(refusals).extracting(PriceRefusal::field).containsExactly("search[0]");
  }

  private static List<String> found(PriceBook book, String... patterns) {
    return Pr4BuyersView.rows(
            book,
            NOW,
            new Wanted(new ProductSearch("search", List.of(patterns)), "", 10),
            BuyersViewTest::none)
        .stream()
        .map(Pr4BuyersView.ProductRows::product)
        .toList();
  }

  private static void none(PriceRefusal refusal) {
    throw new AssertionError(refusal);
  }

  private static List<String> shown(PriceBook book) {
    return Pr4BuyersView.rows(book, NOW, Wanted.all("", 100), BuyersViewTest::none).stream()
        .flatMap(
            product ->
                product.rows().stream()
                    .map(
                        row ->
                            "%s %s slab %d, %d: %s = %s"
                                .formatted(
                                    product.product(),
                                    row.action(),
                                    row.slab(),
                                    row.years(),
                                    row.perYear(),
                                    row.total())))
        .toList();
  }
}
