package io.tierline.pricing.book;

import static io.tierline.pricing.Shop.P;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.pricing.Shop;
import io.tierline.pricing.book.BookVersions.Versions;
import io.tierline.pricing.catalog.CatalogFile;
import io.tierline.pricing.engine.BuyerTerms;
import io.tierline.pricing.engine.PriceBook;
import io.tierline.pricing.engine.QuoteRequest;
import io.tierline.pricing.engine.QuoteResult;
import io.tierline.pricing.engine.QuoteResult.Quote;
import io.tierline.pricing.engine.Quotes;
import io.tierline.pricing.engine.SellerRules;
import io.tierline.pricing.engine.Standing;
import io.tierline.pricing.engine.TldStatus;
import io.tierline.pricing.tldstatus.TldStatuses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CompiledBooksTest {

  private static final BookKey CUSTOMERS_OF_P = new BookKey(P, Audience.CUSTOMER);

  private final Shop shop = new Shop();
  private final CompiledBooks thisInstance = shop.compiledBooks;
  private final CompiledBooks otherInstance = new CompiledBooks(shop.compiledFrom, 1_000_000);
  private final CompiledBooks withoutRoom = new CompiledBooks(shop.compiledFrom, 1);

  @Test
  @DisplayName("PR-16: a price saved through one instance counts at every other at once")
  void everyInstanceQuotesTheLatestPrice() {
    shop.customersOf(P).renewal("com", "15").saved();
    assertThat(priceAt(thisInstance)).isEqualTo("15.00");
    assertThat(priceAt(otherInstance)).isEqualTo("15.00");
    assertThat(otherInstance.held().books()).as("kept at the other").isEqualTo(1);

    shop.customersOf(P).renewal("com", "14").saved();

    assertThat(priceAt(thisInstance)).isEqualTo("14.00");
    assertThat(priceAt(otherInstance)).isEqualTo("14.00");
  }

  @Test
  void aCurrentBookIsCompiledOnce() {
    shop.customersOf(P).renewal("com", "15").saved();

    PriceBook first = find(thisInstance);
    shop.clock.advance(Duration.ofDays(1));

    assertThat(find(thisInstance)).isSameAs(first);
  }

  @Test
  void aBookThatTakesTooMuchMemoryIsCompiledEachTime() {
    shop.customersOf(P).renewal("com", "15").saved();

    PriceBook first = withoutRoom.find(CUSTOMERS_OF_P, shop.clock.instant()).orElseThrow();

    assertThat(withoutRoom.find(CUSTOMERS_OF_P, shop.clock.instant()).orElseThrow())
        .isNotSameAs(first);
  }

  @Test
  @DisplayName("what is kept is counted: the books, and the bytes they take")
  void whatIsKeptIsCounted() {
    assertThat(thisInstance.held()).isEqualTo(new CompiledBooks.Held(0, 0));
    shop.customersOf(P).renewal("com", "15").saved();
    shop.customersOf(P).renewal("net", "16").saved();

    long both = find(thisInstance).bytes();
    assertThat(thisInstance.held()).isEqualTo(new CompiledBooks.Held(1, both));

    shop.customersOf(P).renewal("org", "17").saved();
    long more = find(thisInstance).bytes();
    assertThat(more).isGreaterThan(both);
    assertThat(thisInstance.held()).isEqualTo(new CompiledBooks.Held(1, more));
    find(withoutRoom);
    assertThat(withoutRoom.held()).isEqualTo(new CompiledBooks.Held(0, 0));
  }

  @Test
  @DisplayName("PR-16: a book is used as it is kept only while nothing it is made of has changed")
  void aKeptBookIsCurrent() {
    assertThat(findKept()).hasValue(Map.of());
    shop.customersOf(P).renewal("com", "15").saved();
    assertThat(findKept()).isEmpty();

    PriceBook first = find(thisInstance);
    assertThat(findKept()).hasValue(Map.of(CUSTOMERS_OF_P, first));

    shop.customersOf(P).renewal("com", "14").saved();
    assertThat(findKept()).isEmpty();
    find(thisInstance);
    assertThat(findKept()).isPresent();

    shop.rules.put(CUSTOMERS_OF_P, SellerRules.none());
    assertThat(findKept()).isEmpty();
    find(thisInstance);
    shop.catalog.raiseRevision();
    assertThat(findKept()).isEmpty();
    find(thisInstance);
    shop.statuses.record(
        P,
        List.of(
            new TldStatuses.Recorded(
                "com", TldStatus.DO_NOT_SELL, 1, 1, shop.clock.instant(), "client-1", "because")));
    assertThat(findKept()).isEmpty();
  }

  @Test
  @DisplayName(
      "PR-16: no book of a history that was lost is quoted, though all numbers are the same")
  void noBookOfALostHistoryIsQuoted() {
    shop.customersOf(P).renewal("com", "15").saved();
    Versions lost = versions();
    assertThat(priceAt(thisInstance)).isEqualTo("15.00");

    shop.books.lose(CUSTOMERS_OF_P);
    shop.catalog.put(
        CatalogFile.read("TLD,com,1,1,no,0,SAME_FOR_EVERY_TENURE,USD,1,1,1,1").getFirst());
    shop.catalog.beginAnotherHistory(lost.catalog());
    shop.customersOf(P).renewal("com", "14").saved();

    assertThat(versions())
        .isEqualTo(
            new Versions(
                versions().history(), lost.book(), lost.catalog(), lost.rules(), lost.statuses()))
        .isNotEqualTo(lost);
    assertThat(findKept()).isEmpty();
    assertThat(priceAt(thisInstance)).isEqualTo("14.00");
    assertThat(quoted(thisInstance, 2)).as("the terms are new too").isNotInstanceOf(Quote.class);
    assertThat(versions().text())
        .as("no page that was kept is taken for one of these")
        .isNotEqualTo(lost.text());
  }

  private Versions versions() {
    return shop.compiledFrom.versions().of(List.of(CUSTOMERS_OF_P)).values().iterator().next();
  }

  @Test
  @DisplayName("PR-20: a book that was compiled for a later moment is not used before it")
  void aBookOfALaterMomentIsNotUsed() {
    shop.customersOf(P).renewal("com", "15").saved();
    thisInstance.find(CUSTOMERS_OF_P, shop.clock.instant().plusSeconds(1));

    assertThat(findKept()).isEmpty();
  }

  private Optional<Map<BookKey, PriceBook>> findKept() {
    return thisInstance
        .findKept(List.of(CUSTOMERS_OF_P), shop.clock)
        .map(CompiledBooks.Kept::books);
  }

  @Test
  @DisplayName("PR-20: a scheduled price starts in a book that was compiled before")
  void aScheduledPriceStartsByItself() {
    Instant start = shop.clock.instant().plus(Duration.ofHours(1));
    shop.customersOf(P).renewal("com", "15").saved();
    shop.customersOf(P).renewal("com", "14").from(start).saved();

    assertThat(priceAt(thisInstance)).isEqualTo("15.00");
    shop.clock.advance(Duration.ofHours(1));
    assertThat(priceAt(thisInstance)).isEqualTo("14.00");
  }

  @Test
  void newTermsInTheCatalogCountAtOnce() {
    shop.customersOf(P).renewal("com", "15").saved();
    PriceBook before = find(thisInstance);

    shop.catalog.raiseRevision();

    assertThat(find(thisInstance)).isNotSameAs(before);
  }

  private PriceBook find(CompiledBooks books) {
    return books.find(CUSTOMERS_OF_P, shop.clock.instant()).orElseThrow();
  }

  private String priceAt(CompiledBooks books) {
    return ((Quote) quoted(books, 1)).total().getAmount().toString();
  }

  private QuoteResult quoted(CompiledBooks books, int years) {
    return Quotes.quote(
        find(books),
        QuoteRequest.standard("com", ProductAction.RENEW, years),
        new Standing.OfCustomer(BuyerTerms.none()),
        shop.clock.instant());
  }
}
