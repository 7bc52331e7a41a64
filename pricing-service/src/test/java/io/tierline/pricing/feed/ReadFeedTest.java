package io.tierline.pricing.feed;

import static io.tierline.pricing.Shop.P;
import static io.tierline.pricing.Shop.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.Audience;
import io.tierline.pricing.Shop;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.engine.TldStatus;
import io.tierline.pricing.feed.FeedBatch.Changes;
import io.tierline.pricing.feed.FeedBatch.Reason;
import io.tierline.pricing.feed.FeedBatch.Snapshot;
import io.tierline.pricing.feed.ReadFeed.HistoryUnknown;
import io.tierline.pricing.history.InMemoryHistories;
import io.tierline.pricing.tldstatus.TldStatuses.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadFeedTest {

  private static final BookKey BOOK = new BookKey(P, Audience.CUSTOMER);
  private static final Instant BEGAN = Instant.parse("2026-11-21T10:00:00Z");

  private final Shop shop = new Shop();
  private final InMemoryHistories histories = new InMemoryHistories();
  private final ReadFeed readFeed =
      new ReadFeed(
          new ReadFeed.Sources(shop.books, shop.catalog, shop.statuses, () -> BEGAN, histories),
          shop.schedule,
          3);

  private FeedPosition head() {
    return Objects.requireNonNull(readFeed.heads(List.of(BOOK)).positions().get(BOOK));
  }

  private Snapshot snapshot(@Nullable FeedPosition since) {
    return (Snapshot) readFeed.next(BOOK, since);
  }

  private Changes changes(FeedPosition since) {
    return (Changes) readFeed.next(BOOK, since);
  }

  private static List<String> products(FeedBatch batch) {
    return batch.products().stream().map(state -> state.terms().product()).toList();
  }

  @Test
  @DisplayName("PR-16: without a position the whole list is read")
  void theWholeListAtFirst() {
    assertThat(snapshot(null).products()).isEmpty();
    shop.customersOf(P).renewal("com", "15").renewal("net", "16").saved();
    shop.subResellersOf(P).renewal("jp", "1").saved();
    shop.customersOf(S).renewal("sg", "1").saved();

    Snapshot snapshot = snapshot(null);

    assertThat(snapshot.reason()).isEqualTo(Reason.START);
    assertThat(products(snapshot)).containsExactly("com", "net");
    assertThat(snapshot.position()).isEqualTo(head());
    assertThat(snapshot.freshAsOf()).isEqualTo(BEGAN);
  }

  @Test
  @DisplayName(
      "PR-16: from a position on, what changed since is read, whole and at its present state")
  void whatChangedSince() {
    shop.customersOf(P).renewal("com", "15").renewal("net", "16").saved();
    FeedPosition seen = head();
    shop.customersOf(P).renewal("com", "14").saved();
    shop.customersOf(P).renewal("com", "13").saved();

    Changes changes = changes(seen);

    assertThat(products(changes)).containsExactly("com");
    assertThat(changes.changeSets()).hasSize(2);
    assertThat(changes.products().getFirst().versions())
        .singleElement()
        .satisfies(
            version -> {
              assertThat(version.prices().version()).isEqualTo(3);
              assertThat(version.changeSetId())
                  .isEqualTo(changes.changeSets().getLast().changeSetId());
            });
    assertThat(changes(changes.position()).products()).isEmpty();
  }

  @Test
  @DisplayName("PR-20: a scheduled change is read once it is recorded, beside what is in force")
  void scheduledChanges() {
    shop.customersOf(P).renewal("com", "15").saved();
    FeedPosition seen = head();
    Instant start = shop.clock.instant().plus(Duration.ofDays(200));
    shop.customersOf(P).renewal("com", "9").from(start).saved();

    assertThat(changes(seen).products().getFirst().versions()).hasSize(2);
    assertThat(snapshot(null).products().getFirst().versions()).hasSize(2);
    shop.clock.advance(Duration.ofDays(200).plusMinutes(2));
    assertThat(snapshot(null).products().getFirst().versions()).hasSize(1);
  }

  @Test
  @DisplayName("PR-16: a change that has started is told, though it never went on the bus")
  void theBusHoldsNothingUp() {
    shop.customersOf(P).renewal("com", "15").saved();
    FeedPosition seen = head();
    Instant start = shop.clock.instant().plus(Duration.ofHours(2));
    shop.customersOf(P).renewal("com", "9").from(start).saved();
    shop.clock.advance(Duration.ofHours(3));
    assertThat(shop.publishDueChanges.late()).containsExactly(BOOK);

    ReadFeed.Part part = readFeed.part(BOOK, "", 1);

    assertThat(part.position()).isEqualTo(head());
    assertThat(List.of(part.products(), snapshot(null).products(), changes(seen).products()))
        .allSatisfy(
            products ->
                assertThat(products.getFirst().versions())
                    .singleElement()
                    .satisfies(com -> assertThat(com.prices().version()).isEqualTo(2)));
    assertThat(readFeed.announced(BOOK, seen).position()).isEqualTo(head());
  }

  @Test
  @DisplayName("PR-16: whatever goes on the bus when, nothing is missed and nothing told twice")
  void theBusChangesNoPosition() {
    shop.customersOf(P).renewal("com", "15").saved();
    FeedPosition first = head();
    Instant start = shop.clock.instant().plus(Duration.ofDays(2));
    shop.customersOf(P).renewal("net", "9").from(start).saved();
    shop.customersOf(P).renewal("com", "14").saved();

    Changes changes = changes(first);
    assertThat(products(changes)).containsExactly("com", "net");
    assertThat(changes.changeSets()).hasSize(2);

    shop.clock.advance(Duration.ofDays(3));
    assertThat(shop.publishDueChanges.publishOneBook()).isTrue();
    assertThat(head()).isEqualTo(changes.position());
    assertThat(changes(changes.position()).changeSets()).isEmpty();
  }

  @Test
  @DisplayName("PR-16: a change that starts at once leaves a price to who has a slower clock")
  void clocksLieApart() {
    shop.customersOf(P).renewal("com", "15").saved();
    shop.clock.advance(Duration.ofHours(1));
    FeedPosition seen = head();
    shop.customersOf(P).renewal("com", "14").saved();

    Instant slower = shop.clock.instant().minusSeconds(2);
    assertThat(changes(seen).products().getFirst().versions())
        .anyMatch(version -> !version.prices().effectiveFrom().isAfter(slower));

    shop.clock.advance(Duration.ofMinutes(2));
    assertThat(changes(seen).products().getFirst().versions()).hasSize(1);
  }

  @Test
  @DisplayName("PR-16: the whole list is read by parts too, each with the position it belongs to")
  void theWholeListInParts() {
    assertThat(readFeed.part(BOOK, "", 2).products()).isEmpty();
    shop.customersOf(P).renewal("com", "15").renewal("jp", "1").renewal("net", "16").saved();
    shop.customersOf(P).withdraw("jp").saved();

    ReadFeed.Part first = readFeed.part(BOOK, "", 1);
    ReadFeed.Part second = readFeed.part(BOOK, "com", 9);

    assertThat(first.products())
        .extracting(state -> state.terms().product())
        .containsExactly("com");
    assertThat(second.products())
        .extracting(state -> state.terms().product())
        .containsExactly("net");
    assertThat(List.of(first.position(), second.position())).containsOnly(head());
    assertThat(first.freshAsOf()).isEqualTo(BEGAN);
  }

  @Test
  @DisplayName(
      "who knows nothing is told the whole list, and an announcement of it has no products")
  void announcements() {
    shop.customersOf(P).renewal("com", "15").saved();
    FeedBatch announced = readFeed.announced(BOOK, FeedPosition.nothing(BOOK));

    assertThat(announced).isInstanceOf(Snapshot.class);
    assertThat(((Snapshot) announced).reason()).isEqualTo(Reason.START);
    assertThat(announced.products()).isEmpty();
    assertThat(announced.position()).isEqualTo(head());
    assertThat(snapshot(FeedPosition.nothing(BOOK)).products()).hasSize(1);
  }

  @Test
  @DisplayName("PR-15: a TLD whose status changed is read, though its prices stayed")
  void statuses() {
    shop.customersOf(P).renewal("com", "15").renewal("net", "16").saved();
    FeedPosition seen = head();
    shop.statuses.record(
        P,
        List.of(
            new Recorded(
                "net", TldStatus.NO_NEW_ORDERS, 1, 1, shop.clock.instant(), "client-1", "")));

    Changes changes = changes(seen);

    assertThat(products(changes)).containsExactly("net");
    assertThat(changes.products().getFirst().status()).isEqualTo(TldStatus.NO_NEW_ORDERS);
    assertThat(changes.changeSets()).isEmpty();
  }

  @Test
  @DisplayName("a product that is no longer sold is told as a change, and left out of a whole list")
  void withdrawnProducts() {
    shop.customersOf(P).renewal("com", "15").renewal("net", "16").saved();
    FeedPosition seen = head();
    shop.customersOf(P).withdraw("net").saved();

    assertThat(products(changes(seen))).containsExactly("net");
    assertThat(changes(seen).products().getFirst().isGone()).isTrue();
    assertThat(products(snapshot(null))).containsExactly("com");
  }

  @Test
  @DisplayName("too far behind, ahead, of another list or of another catalog: the whole list")
  void otherPositions() {
    shop.customersOf(P).renewal("com", "15").saved();
    FeedPosition seen = head();
    for (int i = 0; i < 3; i++) {
      shop.customersOf(P).renewal("com", "1" + i).saved();
    }
    assertThat(changes(seen).changeSets()).hasSize(3);
    shop.customersOf(P).renewal("com", "9").saved();
    assertThat(snapshot(seen).reason()).isEqualTo(Reason.TOO_FAR_BEHIND);

    FeedPosition head = head();
    assertThat(
            snapshot(new FeedPosition(BOOK, head.history(), head.prices() + 1, 0, head.catalog()))
                .reason())
        .isEqualTo(Reason.UNKNOWN_POSITION);
    assertThat(
            snapshot(
                    new FeedPosition(
                        new BookKey(S, Audience.CUSTOMER),
                        head.history(),
                        head.prices(),
                        0,
                        head.catalog()))
                .reason())
        .isEqualTo(Reason.UNKNOWN_POSITION);
    shop.catalog.raiseRevision();
    assertThat(snapshot(head).reason()).isEqualTo(Reason.CATALOG_CHANGED);
  }

  @Test
  @DisplayName(
      "PR-16: a position of a history that the database has lost leads to the whole list, also at the same"
          + " numbers")
  void positionsOfALostHistory() {
    shop.customersOf(P).renewal("com", "15").saved();
    FeedPosition lost = head();

    histories.setBack();
    assertThat(readFeed.heads(List.of(BOOK)).positions()).isEmpty();
    assertThatThrownBy(() -> readFeed.next(BOOK, lost)).isInstanceOf(HistoryUnknown.class);
    assertThatThrownBy(() -> readFeed.part(BOOK, "", 10)).isInstanceOf(HistoryUnknown.class);

    histories.beginWhereSetBack();
    assertThat(List.of(head().prices(), head().statuses(), head().catalog()))
        .containsExactly(lost.prices(), lost.statuses(), lost.catalog());
    assertThat(snapshot(lost).reason()).isEqualTo(Reason.UNKNOWN_POSITION);
    assertThat(snapshot(lost).position()).isEqualTo(head());
  }

  @Test
  @DisplayName("a position is read as it was written")
  void positionsAreText() {
    FeedPosition position = new FeedPosition(BOOK, "0a1b2c3d4e5f", 12, 3, 45);

    assertThat(position.text()).isEqualTo("1002:CUSTOMER:0a1b2c3d4e5f:12.3.45");
    assertThat(FeedPosition.parse(BOOK, position.text())).contains(position);
    assertThat(FeedPosition.parse(new BookKey(S, Audience.CUSTOMER), position.text())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "12",
        "1002:CUSTOMER:1.2.3",
        "1002:CUSTOMER::1.2.3",
        "1002:CUSTOMER:0a:12.3",
        "1002:EVERYBODY:0a:1.2.3",
        "1002:CUSTOMER:0a:-1.2.3",
        "1002:CUSTOMER:0a:9999999999999999999.2.3",
        "01002:CUSTOMER:0a:1.2.3"
      })
  void otherTextIsNoPosition(String text) {
    assertThat(FeedPosition.parse(BOOK, text)).isEmpty();
  }
}
