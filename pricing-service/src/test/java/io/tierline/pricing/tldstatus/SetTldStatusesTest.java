package io.tierline.pricing.tldstatus;

import static io.tierline.pricing.Shop.OPERATOR;
import static io.tierline.pricing.Shop.P;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.CustomerId;
import io.tierline.contracts.OrderId;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.ordering.DomainEvent.DomainRegistered;
import io.tierline.contracts.ordering.DomainEvent.DomainTransferredAway;
import io.tierline.contracts.pricing.TldStatusEvent;
import io.tierline.contracts.pricing.TldStatusEvent.Limited;
import io.tierline.contracts.pricing.TldStatusEvent.Status;
import io.tierline.contracts.pricing.TldStatusEvent.TldStatusesPublished;
import io.tierline.pricing.Shop;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.catalog.Product;
import io.tierline.pricing.engine.BuyerTerms;
import io.tierline.pricing.engine.Pr15TldStatus.Wanted;
import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.QuoteRequest;
import io.tierline.pricing.engine.QuoteResult;
import io.tierline.pricing.engine.QuoteResult.NotSold;
import io.tierline.pricing.engine.QuoteResult.Quote;
import io.tierline.pricing.engine.Quotes;
import io.tierline.pricing.engine.Standing;
import io.tierline.pricing.engine.TldStatus;
import io.tierline.pricing.tldstatus.SetTldStatuses.Command;
import io.tierline.pricing.tldstatus.SetTldStatuses.Result;
import io.tierline.pricing.tldstatus.TldStatuses.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SetTldStatusesTest {

  private final Shop shop = new Shop();
  private final List<TldStatusEvent> told = new ArrayList<>();
  private final InMemoryTldTerms terms = new InMemoryTldTerms();
  private final SetTldStatuses setTldStatuses =
      new SetTldStatuses(shop.statuses, terms, shop.catalog, told::add, shop.clock);
  private final PublishTldTerms publishTldTerms =
      new PublishTldTerms(terms, shop.catalog, shop.sellers, shop.clock);
  private final KeepOrders keepOrders = new KeepOrders(shop.statuses, shop.catalog);

  @Test
  @DisplayName("PR-15 quotes follow the status at once, and a past one its past status")
  void quotesFollowTheStatus() {
    shop.customersOf(P).renewal("com", "15").saved();
    Instant before = shop.clock.instant();
    shop.clock.advance(Duration.ofMinutes(1));
    assertThat(renewal(shop.clock.instant())).isInstanceOf(Quote.class);

    assertThat(set(null, wanted("com", TldStatus.DO_NOT_SELL))).isEqualTo(new Result.Saved(1));

    assertThat(renewal(shop.clock.instant())).isInstanceOf(NotSold.class);
    assertThat(renewal(before)).isInstanceOf(Quote.class);
    assertThat(set(1L, wanted("com", TldStatus.NO_NEW_ORDERS))).isEqualTo(new Result.Saved(2));
    assertThat(renewal(shop.clock.instant())).isInstanceOf(Quote.class);
  }

  @Test
  @DisplayName("PR-15 storefronts are told all that is not sold, with every change")
  void storefrontsAreTold() {
    set(null, wanted("com", TldStatus.DO_NOT_SELL), wanted("net", TldStatus.NO_NEW_ORDERS));
    set(1L, wanted("com", TldStatus.SELL));
    set(1L, wanted("net", TldStatus.SELL));

    assertThat(told)
        .containsExactly(
            new TldStatusesPublished(
                P,
                1,
                List.of(
                    new Limited("com", Status.DO_NOT_SELL),
                    new Limited("net", Status.NO_NEW_ORDERS)),
                shop.clock.instant()),
            new TldStatusesPublished(
                P, 2, List.of(new Limited("net", Status.NO_NEW_ORDERS)), shop.clock.instant()));
  }

  @Test
  @DisplayName("PR-15 one TLD at least stays sold, in these words")
  void oneTldStaysSold() {
    List<Wanted> all =
        shop.catalog.tlds("", 1_000).stream()
            .map(Product::code)
            .map(tld -> wanted(tld, TldStatus.NO_NEW_ORDERS))
            .toList();

    assertThat(refused(set(null, all.toArray(Wanted[]::new))))
        .extracting(PriceRefusal::reason)
        .containsExactly("You can not unsignup for All TLDs.");
    assertThat(set(null, all.subList(1, all.size()).toArray(Wanted[]::new)))
        .isEqualTo(new Result.Saved(1));
    assertThat(refused(set(1L, all.getFirst())))
        .extracting(PriceRefusal::reason)
        .containsExactly("You can not unsignup for All TLDs.");
  }

  @Test
  @DisplayName("PR-15 a TLD with orders cannot be given up, until the last of them has gone")
  void aTldWithOrdersCannotBeGivenUp() {
    keepOrders.on(
        new DomainRegistered(
            new OrderId(1),
            P,
            new CustomerId(1),
            "example.co.uk",
            shop.clock.instant(),
            shop.clock.instant(),
            shop.clock.instant()));

    assertThat(refused(set(null, wanted("co.uk", TldStatus.DO_NOT_SELL)))).hasSize(1);
    assertThat(set(null, wanted("uk", TldStatus.DO_NOT_SELL))).isEqualTo(new Result.Saved(1));
    assertThat(set(1L, wanted("co.uk", TldStatus.NO_NEW_ORDERS))).isEqualTo(new Result.Saved(2));

    keepOrders.on(
        new DomainTransferredAway(
            new OrderId(1), P, new CustomerId(1), "example.co.uk", shop.clock.instant()));
    assertThat(set(2L, wanted("co.uk", TldStatus.DO_NOT_SELL))).isEqualTo(new Result.Saved(3));
  }

  @Test
  @DisplayName("PR-15 a status needs agreement to the TLD's present terms")
  void aStatusNeedsAgreement() {
    assertThat(refused(set(null, new Wanted("tlds[0]", "com", TldStatus.NO_NEW_ORDERS, 0))))
        .extracting(PriceRefusal::field)
        .containsExactly("tlds[0].agreedTermsVersion");
    assertThat(shop.statuses.present(P)).isEmpty();
  }

  @Test
  @DisplayName(
      "PR-15 new terms change no status, and the next change agrees to them, not to the old ones")
  void newTermsAreAgreedToWithTheNextChange() {
    set(null, wanted("com", TldStatus.NO_NEW_ORDERS));
    terms.under(OPERATOR, P);
    assertThat(publish("com", 1L)).isInstanceOf(PublishTldTerms.Result.Published.class);

    assertThat(shop.statuses.present(P).get("com"))
        .extracting(Recorded::status, Recorded::termsVersion)
        .containsExactly(TldStatus.NO_NEW_ORDERS, 1);
    assertThat(refused(set(1L, new Wanted("tlds[0]", "com", TldStatus.SELL, 1))))
        .extracting(PriceRefusal::reason)
        .containsExactly(
            "You agree to version 1 of the terms of com; the current one is version 2. Read it (GET"
                + " /v1/tlds/com/terms) and send agreedTermsVersion 2 to agree to it.");
    assertThat(set(1L, new Wanted("tlds[0]", "com", TldStatus.SELL, 2)))
        .isEqualTo(new Result.Saved(2));
    assertThat(set(2L, wanted("net", TldStatus.NO_NEW_ORDERS))).isEqualTo(new Result.Saved(3));
  }

  @Test
  @DisplayName("PR-15 the operator alone publishes terms, on the version it has seen, of a TLD")
  void whoPublishesTerms() {
    assertThat(publish("com", null)).isEqualTo(new PublishTldTerms.Result.VersionRequired(1));
    assertThat(publish("com", 2L)).isEqualTo(new PublishTldTerms.Result.OtherVersion(1));
    assertThat(publish("nosuch", 1L)).isEqualTo(new PublishTldTerms.Result.TldUnknown("nosuch"));
    assertThat(publish("privacy", 1L)).isEqualTo(new PublishTldTerms.Result.TldUnknown("privacy"));
    assertThat(publish(P, "https://registry.example/"))
        .isEqualTo(new PublishTldTerms.Result.NotAnOperator(P));
    for (String url :
        List.of(
            "",
            "terms",
            "javascript:alert(1)",
            "http://x.example",
            "https://u@x.example",
            "https:")) {
      assertThat(publish(OPERATOR, url)).isInstanceOf(PublishTldTerms.Result.Refused.class);
    }
    assertThat(publish("com", 1L)).isInstanceOf(PublishTldTerms.Result.Published.class);
    assertThat(publish("com", 1L)).isEqualTo(new PublishTldTerms.Result.OtherVersion(2));
  }

  private PublishTldTerms.Result publish(String tld, @Nullable Long seen) {
    return publishTldTerms.publish(
        new PublishTldTerms.Command(
            OPERATOR, tld, seen, "https://registry.example/terms", "client-1", "because"));
  }

  private PublishTldTerms.Result publish(SellerId seller, String url) {
    return publishTldTerms.publish(
        new PublishTldTerms.Command(seller, "com", 1L, url, "client-1", "because"));
  }

  @Test
  @DisplayName("PR-15 a change names the version it has seen, except for the first")
  void aChangeNamesTheVersionItHasSeen() {
    set(null, wanted("com", TldStatus.NO_NEW_ORDERS));

    assertThat(set(null, wanted("com", TldStatus.SELL))).isEqualTo(new Result.VersionRequired(1));
    assertThat(set(0L, wanted("com", TldStatus.SELL))).isEqualTo(new Result.OtherVersion(1));
    assertThat(refused(set(1L)))
        .extracting(PriceRefusal::code)
        .containsExactly("nothing-to-change");
  }

  private QuoteResult renewal(Instant at) {
    BookKey book = new BookKey(P, Audience.CUSTOMER);
    var compiled =
        at.isBefore(shop.clock.instant())
            ? shop.compiledBooks.findAsKnownAt(book, at)
            : shop.compiledBooks.find(book, at);
    return Quotes.quote(
        compiled.orElseThrow(),
        QuoteRequest.standard("com", ProductAction.RENEW, 1),
        new Standing.OfCustomer(BuyerTerms.none()),
        at);
  }

  private static Wanted wanted(String tld, TldStatus status) {
    return new Wanted("tlds[0]", tld, status, 1);
  }

  private Result set(@Nullable Long seen, Wanted... wanted) {
    return setTldStatuses.set(new Command(P, seen, List.of(wanted), "client-1", "because"));
  }

  private static List<PriceRefusal> refused(Result result) {
    assertThat(result).isInstanceOf(Result.Refused.class);
    return ((Result.Refused) result).refusals();
  }
}
