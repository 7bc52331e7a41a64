package io.tierline.pricing.quote;

import static io.tierline.pricing.Shop.P;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.pricing.Shop;
import io.tierline.pricing.engine.BuyerTerms;
import io.tierline.pricing.engine.NameTier.Acknowledgement;
import io.tierline.pricing.engine.Standing;
import io.tierline.pricing.engine.TldStatus;
import io.tierline.pricing.quote.QuotePrice.Promise;
import io.tierline.pricing.quote.QuotePrice.Question;
import io.tierline.pricing.quote.QuotePrice.Signing;
import io.tierline.pricing.tldstatus.TldStatuses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class QuotePriceTest {

  private final Shop shop = new Shop();
  private final QuotePrice quotePrice =
      new QuotePrice(
          shop.compiledBooks,
          shop.catalog,
          shop.sellers,
          shop.specificPrices,
          new Signing(shop.seal, shop.clock, Duration.ofMinutes(15)));

  @Test
  @DisplayName("PR-16 PR-20: a kept book answers as a newly read one, whatever has happened since")
  void keptIsAsGoodAsRead() {
    Instant start = shop.clock.instant().plus(Duration.ofHours(1));
    shop.customersOf(P).renewal("com", "15").promo("com", "9", 2).saved();
    shop.subResellersOf(P).slab(1, "1000").renewal("com", "12").price("com", 1, 1, "11").saved();
    answersAgree();

    shop.customersOf(P).renewal("com", "14").from(start).saved();
    answersAgree();
    shop.clock.advance(Duration.ofHours(1));
    answersAgree();
    shop.clock.advance(Duration.ofDays(2));
    answersAgree();
    shop.subResellersOf(P).renewal("com", "13").saved();
    answersAgree();
    shop.catalog.raiseRevision();
    answersAgree();
    shop.statuses.record(
        P,
        List.of(
            new TldStatuses.Recorded(
                "com", TldStatus.DO_NOT_SELL, 1, 1, shop.clock.instant(), "client-1", "because")));
    answersAgree();
    shop.clock.advance(Duration.ofSeconds(-10));
    answersAgree();
  }

  @Test
  @DisplayName("PR-16: what a kept book does not know takes a look at the catalog")
  void whatIsNotPricedIsLookedUp() {
    shop.customersOf(P).renewal("com", "15").saved();
    Question com = question(Audience.CUSTOMER, "com");
    Question net = question(Audience.CUSTOMER, "net");
    quotePrice.quote(P, List.of(com), Map.of(), null);

    assertThat(quotePrice.quoteKept(P, List.of(com), Map.of())).isPresent();
    assertThat(quotePrice.quoteKept(P, List.of(com, net), Map.of())).isEmpty();
  }

  private void answersAgree() {
    List<Question> questions =
        List.of(question(Audience.CUSTOMER, "com"), question(Audience.SUB_RESELLER, "COM"));
    List<QuotePrice.Answer> read = quotePrice.quote(P, questions, Map.of(), null);

    assertThat(quotePrice.quoteKept(P, questions, Map.of())).contains(read);
  }

  private static Question question(Audience audience, String product) {
    Standing standing =
        switch (audience) {
          case CUSTOMER -> new Standing.OfCustomer(BuyerTerms.none());
          case SUB_RESELLER ->
              new Standing.OfSubReseller(Money.parse("USD 1000.00"), 0, BuyerTerms.none());
        };
    return new Question(
        audience,
        new Wanted(product, ProductAction.RENEW, 1, null, Acknowledgement.ABSENT),
        new Buyer(null, standing, null),
        Promise.NONE);
  }
}
