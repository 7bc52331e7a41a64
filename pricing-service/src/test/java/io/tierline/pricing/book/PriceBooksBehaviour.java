package io.tierline.pricing.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.PriceBooks.DueVersion;
import io.tierline.pricing.book.PriceBooks.Excerpt;
import io.tierline.pricing.book.PriceBooks.HistoryFilter;
import io.tierline.pricing.book.PriceBooks.HistoryFilter.Place;
import io.tierline.pricing.book.PriceBooks.Locked;
import io.tierline.pricing.book.PriceBooks.VersionOfProduct;
import io.tierline.pricing.book.PriceChange.Author;
import io.tierline.pricing.book.PriceChange.ProductVersion;
import io.tierline.pricing.book.PriceChange.SlabList;
import io.tierline.pricing.engine.DatedPrices;
import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.engine.PriceList;
import io.tierline.pricing.engine.Promo;
import io.tierline.pricing.engine.Slab;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every keeper of price books does. */
public interface PriceBooksBehaviour {

  Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  PriceBooks books();

  /** Runs as the background does, in a transaction of its own. */
  <T> T inTransaction(Supplier<T> work);

  /** Runs on behalf of a seller, in a transaction of its own. */
  <T> T inTransactionOf(SellerId seller, Supplier<T> work);

  SellerId freshSeller();

  private BookKey customersBook() {
    return new BookKey(freshSeller(), Audience.CUSTOMER);
  }

  private BookKey subResellersBook() {
    return new BookKey(freshSeller(), Audience.SUB_RESELLER);
  }

  @Test
  default void aBookNobodySetDoesNotExist() {
    BookKey key = customersBook();

    assertThat(inTransaction(() -> books().content(key, NOW))).isEmpty();
    assertThat(inTransaction(() -> books().hold(key))).isFalse();
    assertThat(inTransaction(() -> books().history(key, all()))).isEmpty();
  }

  @Test
  @DisplayName("PR-12: only a book there is can be looked at; none is begun by it")
  default void aBookThereIsCanBeLocked() {
    BookKey key = customersBook();
    assertThat(inTransaction(() -> books().lockExisting(key, () -> NOW))).isEmpty();
    assertThat(inTransaction(() -> books().hold(key))).isFalse();
    assertThat(inTransaction(() -> books().content(key, NOW))).isEmpty();

    save(change(key, 1, NOW, published("com", 1, NOW, cell(1_000))));

    assertThat(inTransaction(() -> books().hold(key))).isTrue();
    assertThat(inTransaction(() -> books().lockExisting(key, () -> NOW)))
        .hasValueSatisfying(locked -> assertThat(locked.content().version()).isEqualTo(1));
  }

  @Test
  @DisplayName("PR-16: of a locked book as much is read as a change of some products needs")
  default void aBookIsLockedForSomeProducts() {
    BookKey key = customersBook();
    save(
        change(
            key,
            1,
            NOW,
            published("com", 1, NOW, cell(1_000)),
            published("net", 1, NOW, cell(1_100))));
    save(change(key, 2, NOW, published("net", 2, NOW, cell(1_200))));

    BookContent content =
        inTransactionOf(
                key.seller(),
                () -> books().lock(key, CurrencyUnit.USD, () -> NOW, Set.of("com", "not priced")))
            .content();

    assertThat(content.version()).isEqualTo(2);
    assertThat(content.products()).containsOnlyKeys("com");
    assertThat(content.latestVersionOf("com")).isEqualTo(1);
  }

  @Test
  @DisplayName("PR-20: what was saved at once is in force, though another clock were ahead")
  default void nowIsNeverBeforeTheNewestChange() {
    BookKey key = customersBook();
    Instant ahead = NOW.plusSeconds(60);
    save(change(key, 1, NOW, published("com", 1, NOW, cell(1_000))));
    save(
        new PriceChange(
            key,
            2,
            UUID.randomUUID(),
            ahead,
            author(ahead),
            new SlabList.Kept(List.of()),
            List.of(published("com", 2, ahead, cell(900)))));

    assertThat(inTransactionOf(key.seller(), () -> books().lockExisting(key, () -> NOW)))
        .hasValueSatisfying(
            locked -> {
              assertThat(locked.now()).isEqualTo(ahead);
              assertThat(locked.content().versionsOf("com"))
                  .extracting(DatedPrices::version)
                  .containsExactly(2L);
            });
    assertThat(
            inTransactionOf(
                    key.seller(),
                    () -> books().lock(key, CurrencyUnit.USD, () -> ahead.plusSeconds(1)))
                .now())
        .isEqualTo(ahead.plusSeconds(1));
  }

  @Test
  default void whatWasRecordedIsRead() {
    BookKey key = subResellersBook();
    Slab slab = new Slab(1, 100_000L, 50);
    ProductVersion com = published("com", 1, NOW, new PriceCell(ProductAction.RENEW, 0, 1, 1_000));
    save(
        new PriceChange(
            key,
            1,
            UUID.randomUUID(),
            NOW,
            author(NOW),
            new SlabList.Replaced(List.of(slab)),
            List.of(com)));

    BookContent content = inTransaction(() -> books().content(key, NOW)).orElseThrow();

    assertThat(content.version()).isEqualTo(1);
    assertThat(content.currency()).isEqualTo(CurrencyUnit.USD);
    assertThat(content.slabs()).containsExactly(slab);
    assertThat(inTransaction(() -> books().slabs(key)))
        .contains(new PriceBooks.Slabs(CurrencyUnit.USD, List.of(slab)));
    assertThat(content.versionsOf("com")).containsExactly(com.prices());
  }

  @Test
  @DisplayName("PR-20: the versions in force and the scheduled ones are read, older ones are not")
  default void onlyWhatCountsIsRead() {
    BookKey key = customersBook();
    save(change(key, 1, NOW, published("com", 1, NOW, cell(1_000))));
    save(change(key, 2, NOW.plusSeconds(60), published("com", 2, NOW.plusSeconds(60), cell(900))));
    save(
        change(key, 3, NOW.plusSeconds(600), published("com", 3, NOW.plusSeconds(600), cell(800))));

    assertThat(versionsAt(key, NOW.minusSeconds(1))).containsExactly(1L, 2L, 3L);
    assertThat(versionsAt(key, NOW)).containsExactly(1L, 2L, 3L);
    assertThat(versionsAt(key, NOW.plusSeconds(60))).containsExactly(2L, 3L);
    assertThat(versionsAt(key, NOW.plusSeconds(6_000))).containsExactly(3L);
  }

  @Test
  @DisplayName("PR-20: a book is read as it was known at a past moment")
  default void theBookIsReadAsItWasKnown() {
    BookKey key = subResellersBook();
    Instant later = NOW.plus(Duration.ofDays(1));
    Slab first = new Slab(1, 100L, null);
    Slab second = new Slab(1, 200L, null);
    save(
        new PriceChange(
            key,
            1,
            UUID.randomUUID(),
            NOW,
            author(NOW),
            new SlabList.Replaced(List.of(first)),
            List.of(published("com", 1, NOW, cell(1_000)))));
    save(
        new PriceChange(
            key,
            2,
            UUID.randomUUID(),
            later,
            author(later),
            new SlabList.Replaced(List.of(second)),
            List.of(published("com", 2, later, cell(900)), published("net", 1, later, cell(5)))));

    BookContent past =
        inTransaction(() -> books().contentAsKnownAt(key, later.minusSeconds(1))).orElseThrow();

    assertThat(past.version()).isEqualTo(1);
    assertThat(past.slabs()).containsExactly(first);
    assertThat(past.products()).containsOnlyKeys("com");
    assertThat(past.versionsOf("com")).extracting(DatedPrices::version).containsExactly(1L);
    assertThat(inTransaction(() -> books().content(key, later)).orElseThrow().slabs())
        .containsExactly(second);
  }

  @Test
  @DisplayName("PR-1: books of other sellers and audiences are others")
  default void booksDoNotMix() {
    BookKey one = customersBook();
    BookKey other = new BookKey(one.seller(), Audience.SUB_RESELLER);
    BookKey another = customersBook();
    save(change(one, 1, NOW, published("com", 1, NOW, cell(1_000))));
    save(change(other, 1, NOW, published("net", 1, NOW, cell(1_000))));

    assertThat(inTransaction(() -> books().content(one, NOW)).orElseThrow().products())
        .containsOnlyKeys("com");
    assertThat(inTransaction(() -> books().content(other, NOW)).orElseThrow().products())
        .containsOnlyKeys("net");
    assertThat(inTransaction(() -> books().content(another, NOW))).isEmpty();
  }

  @Test
  @DisplayName("PR-20: the history says who, when and why, newest first, page by page")
  default void theHistoryIsComplete() {
    BookKey key = customersBook();
    ProductVersion comOne = published("com", 1, NOW, cell(1_000));
    ProductVersion comTwo =
        new ProductVersion("com", new DatedPrices.Withdrawn(2, NOW.plusSeconds(1)));
    ProductVersion netOne = published("net", 1, NOW.plusSeconds(1), cell(1));
    save(change(key, 1, NOW, comOne));
    save(change(key, 2, NOW.plusSeconds(1), comTwo, netOne));

    List<RecordedVersion> all = inTransaction(() -> books().history(key, all()));

    assertThat(all)
        .extracting(recorded -> recorded.product() + " " + recorded.prices().version())
        .containsExactly("com 2", "net 1", "com 1");
    assertThat(all.getFirst().prices()).isEqualTo(comTwo.prices());
    assertThat(all.getLast().prices()).isEqualTo(comOne.prices());
    assertThat(all.getLast().author()).isEqualTo(author(NOW));
    assertThat(
            inTransaction(
                () -> books().history(key, new HistoryFilter(null, new Place(2, "com"), 1))))
        .containsExactly(all.get(1));
    assertThat(inTransaction(() -> books().history(key, new HistoryFilter("net", null, 10))))
        .containsExactly(all.get(1));
  }

  @Test
  @DisplayName("PR-6 PR-13: promos and the application fee are part of a product's version")
  default void promosAndFeeBelongToAVersion() {
    BookKey key = customersBook();
    Promo autumn =
        new Promo(
            UUID.randomUUID(),
            "秋の特価",
            600,
            Set.of(ProductAction.REGISTER, ProductAction.TRANSFER),
            NOW,
            NOW.plusNanos(1_000));
    Promo free =
        new Promo(
            UUID.randomUUID(),
            "Free",
            0,
            Set.of(ProductAction.RENEW),
            NOW.plusSeconds(9),
            NOW.plusSeconds(10));
    PriceList first = new PriceList(List.of(cell(1_000)), List.of(autumn, free), 0L);
    PriceList second = new PriceList(List.of(cell(1_000)), List.of(), null);
    ProductVersion one = new ProductVersion("com", new DatedPrices.Published(1, NOW, first));
    ProductVersion two =
        new ProductVersion("com", new DatedPrices.Published(2, NOW.plusSeconds(60), second));
    save(change(key, 1, NOW, one));
    save(change(key, 2, NOW.plusSeconds(60), two));

    assertThat(inTransaction(() -> books().content(key, NOW)).orElseThrow().versionsOf("com"))
        .containsExactly(one.prices(), two.prices());
    assertThat(inTransaction(() -> books().history(key, all())))
        .extracting(RecordedVersion::prices)
        .containsExactly(two.prices(), one.prices());
    assertThat(changes(key, Map.of(1L, Set.of("com"))).getFirst().products()).containsExactly(one);
    assertThat(
            inTransaction(() -> books().contentOfVersion(key, 1, NOW.plusSeconds(60)))
                .orElseThrow()
                .versionsOf("com"))
        .containsExactly(one.prices());
  }

  @Test
  @DisplayName("PR-16: changes are read again as they were recorded, in their order")
  default void changesAreReadAgain() {
    BookKey key = subResellersBook();
    Slab slab = new Slab(1, 100L, null);
    PriceChange now =
        new PriceChange(
            key,
            1,
            UUID.randomUUID(),
            NOW,
            author(NOW),
            new SlabList.Replaced(List.of(slab)),
            List.of(published("com", 1, NOW, cell(1_000))));
    PriceChange scheduled =
        change(key, 2, NOW.plusSeconds(600), published("com", 2, NOW.plusSeconds(600), cell(900)));
    save(now);
    save(scheduled);

    assertThat(changes(key, Map.of(2L, Set.of("com"), 1L, Set.of("com"))))
        .extracting(PriceChange::changeSetId)
        .containsExactly(now.changeSetId(), scheduled.changeSetId());
    assertThat(changes(key, Map.of(1L, Set.of("com"))))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.slabs().slabs()).containsExactly(slab);
              assertThat(change.products()).isEqualTo(now.products());
              assertThat(change.author()).isEqualTo(now.author());
            });
    assertThat(changes(key, Map.of())).isEmpty();
  }

  @Test
  @DisplayName("PR-16: of a change that is read again no more is read than is wanted of it")
  default void ofAChangeTheWantedProductsAreRead() {
    BookKey key = customersBook();
    ProductVersion com = published("com", 1, NOW, cell(1_000));
    ProductVersion org = published("org", 1, NOW, cell(1_200));
    save(change(key, 1, NOW, com, published("net", 1, NOW, cell(1_100)), org));
    save(change(key, 2, NOW, published("com", 2, NOW, cell(900)), published("net", 2, NOW)));

    assertThat(changes(key, Map.of(1L, Set.of("org", "com"), 2L, Set.of("net"))))
        .extracting(PriceChange::products)
        .containsExactly(List.of(com, org), List.of(published("net", 2, NOW)));
  }

  private List<PriceChange> changes(BookKey key, Map<Long, Set<String>> products) {
    return inTransaction(() -> books().changes(key, products).toList());
  }

  @Test
  @DisplayName("PR-16 PR-20: a change waits for its own start, whatever was published after it")
  default void aChangeWaitsForItsOwnStart() {
    BookKey key = customersBook();
    Instant monday = NOW.plusSeconds(1_000);
    Instant tuesday = NOW.plusSeconds(2_000);
    saveAndPublish(change(key, 1, NOW, published("com", 1, NOW, cell(1_000))));
    save(
        change(
            key,
            2,
            tuesday,
            published("com", 2, tuesday, cell(900)),
            published("net", 1, tuesday, cell(9))));
    save(change(key, 3, monday, published("com", 3, monday, cell(800))));
    assertThat(locked(key).firstWaiting()).isEqualTo(monday);
    assertThat(due(key, monday.minusSeconds(1))).isEmpty();
    assertThat(due(key, monday))
        .containsExactly(new DueVersion(2, "com"), new DueVersion(3, "com"));

    inTransaction(() -> markPublished(key, monday));

    assertThat(locked(key).firstWaiting()).isEqualTo(tuesday);
    assertThat(due(key, monday)).isEmpty();
    assertThat(due(key, tuesday)).containsExactly(new DueVersion(2, "net"));
    inTransaction(() -> markPublished(key, tuesday));
    assertThat(locked(key).firstWaiting()).isNull();
    assertThat(due(key, tuesday)).isEmpty();
  }

  private List<DueVersion> due(BookKey key, Instant startsUntil) {
    return inTransaction(() -> books().due(key, startsUntil));
  }

  @Test
  @DisplayName("PR-16: what is published when it is recorded never waits")
  default void aChangeIsRecordedAsPublished() {
    BookKey key = subResellersBook();
    assertThat(locked(key).firstWaiting()).isNull();

    saveAndPublish(change(key, 1, NOW, published("net", 1, NOW, cell(1_000))));

    assertThat(locked(key).firstWaiting()).isNull();
    assertThat(due(key, NOW)).isEmpty();
  }

  private Locked locked(BookKey key) {
    return inTransactionOf(key.seller(), () -> books().lock(key, CurrencyUnit.USD, () -> NOW));
  }

  private void saveAndPublish(PriceChange change) {
    inTransactionOf(
        change.book().seller(),
        () -> {
          books().lock(change.book(), CurrencyUnit.USD, () -> NOW);
          books().recordPublished(change, NOW);
          return change;
        });
  }

  @Test
  @DisplayName("PR-16: what was recorded is found from any version on, on the bus or not")
  default void recordedChangesAreRead() {
    BookKey key = customersBook();
    PriceChange first =
        change(
            key, 1, NOW, published("com", 1, NOW, cell(1_000)), published("net", 1, NOW, cell(1)));
    PriceChange second = change(key, 2, NOW, published("com", 2, NOW, cell(900)));
    PriceChange third = change(key, 3, NOW, published("net", 2, NOW, cell(2)));
    save(first);
    save(second);
    saveAndPublish(third);

    assertThat(inTransaction(() -> books().versions(List.of(key)))).containsEntry(key, 3L);
    assertThat(inTransaction(() -> books().versions(List.of(customersBook())))).isEmpty();
    assertThat(inTransaction(() -> books().recorded(key, 0, 2)))
        .containsExactly(
            new RecordedChange(1, first.changeSetId(), NOW, List.of("com", "net")),
            new RecordedChange(2, second.changeSetId(), NOW, List.of("com")));
    assertThat(inTransaction(() -> books().recorded(key, 1, 3)))
        .extracting(RecordedChange::changeSetId)
        .containsExactly(second.changeSetId(), third.changeSetId());
  }

  @Test
  @DisplayName("PR-20: some products are read as a version of the book had them")
  default void anExcerptIsRead() {
    BookKey key = customersBook();
    PriceChange first =
        change(
            key, 1, NOW, published("com", 1, NOW, cell(1_000)), published("net", 1, NOW, cell(1)));
    PriceChange second = change(key, 2, NOW, published("com", 2, NOW, cell(900)));
    save(first);
    save(second);

    BookContent excerpt =
        inTransaction(() -> books().excerpt(key, new Excerpt(1, NOW, Set.of("com", "jp"))))
            .orElseThrow();

    assertThat(excerpt.version()).isEqualTo(1);
    assertThat(excerpt.products()).containsOnlyKeys("com");
    assertThat(excerpt.versionsOf("com")).extracting(DatedPrices::version).containsExactly(1L);
    assertThat(
            inTransaction(
                () ->
                    books()
                        .changeSets(
                            key,
                            List.of(
                                new VersionOfProduct("com", 2),
                                new VersionOfProduct("net", 1),
                                new VersionOfProduct("net", 9)))))
        .containsOnly(
            Map.entry(new VersionOfProduct("com", 2), second.changeSetId()),
            Map.entry(new VersionOfProduct("net", 1), first.changeSetId()));
  }

  @Test
  @DisplayName("PR-16: a book with a change that is due is found, one that can wait is not")
  default void dueChangesAreFound() {
    BookKey key = customersBook();
    Instant start = NOW.minus(Duration.ofDays(9_000));
    save(change(key, 1, start, published("com", 1, start, cell(1_000))));

    assertThat(inTransaction(() -> books().lockOneWaiting(start.minusSeconds(1), Set.of())))
        .isEmpty();
    assertThat(inTransaction(() -> books().lockOneWaiting(start, Set.of()))).contains(key);
    assertThat(inTransaction(() -> books().lockOneWaiting(start, Set.of(key)))).isEmpty();
    assertThat(inTransaction(() -> books().late(start.minusSeconds(1)))).doesNotContain(key);
    assertThat(inTransaction(() -> books().late(start))).contains(key);
    inTransaction(() -> markPublished(key, start));
    assertThat(inTransaction(() -> books().lockOneWaiting(start, Set.of()))).isEmpty();
    assertThat(inTransaction(() -> books().late(start))).doesNotContain(key);
  }

  @Test
  @DisplayName(
      "PR-16: of what is on the bus, a storefront must know what is in force and what is to come")
  default void whatMustBeToldAgainIsFound() {
    BookKey key = customersBook();
    Instant soon = NOW.plusSeconds(60);
    saveAndPublish(
        change(
            key, 1, NOW, published("com", 1, NOW, cell(1_000)), published("net", 1, NOW, cell(1))));
    saveAndPublish(change(key, 2, NOW, published("com", 2, NOW, cell(900))));
    saveAndPublish(change(key, 3, soon, published("com", 3, soon, cell(800))));
    Instant later = soon.plusSeconds(60);
    save(change(key, 4, later, published("com", 4, later, cell(700))));

    assertThat(inTransaction(() -> books().told(key, NOW)))
        .containsExactly(
            new DueVersion(1, "net"), new DueVersion(2, "com"), new DueVersion(3, "com"));
    assertThat(inTransaction(() -> books().told(key, soon)))
        .containsExactly(new DueVersion(1, "net"), new DueVersion(3, "com"));
  }

  @Test
  @DisplayName("PR-16: however much is planned, nothing above what was published is told again")
  default void whatIsPlannedIsNotToldAgain() {
    BookKey key = customersBook();
    saveAndPublish(change(key, 1, NOW, published("com", 1, NOW, cell(1_000))));
    for (int day = 1; day <= 30; day++) {
      Instant start = NOW.plus(Duration.ofDays(day));
      save(
          change(
              key,
              day + 1,
              start,
              published("com", day + 1, start, cell(900)),
              published("net", day, start, cell(90))));
    }
    Instant second = NOW.plus(Duration.ofDays(2));

    assertThat(inTransaction(() -> books().told(key, NOW)))
        .containsExactly(new DueVersion(1, "com"));
    assertThat(inTransaction(() -> books().told(key, second))).isEmpty();

    inTransaction(() -> markPublished(key, second));

    assertThat(inTransaction(() -> books().told(key, NOW)))
        .containsExactly(
            new DueVersion(1, "com"),
            new DueVersion(2, "com"),
            new DueVersion(2, "net"),
            new DueVersion(3, "com"),
            new DueVersion(3, "net"));
    assertThat(inTransaction(() -> books().told(key, second)))
        .containsExactly(new DueVersion(3, "com"), new DueVersion(3, "net"));
  }

  @Test
  @DisplayName("PR-16: books are found one after the other, each once")
  default void booksAreFoundOneAfterTheOther() {
    BookKey customers = customersBook();
    BookKey subResellers = new BookKey(customers.seller(), Audience.SUB_RESELLER);
    save(change(customers, 1, NOW, published("com", 1, NOW, cell(1_000))));
    save(change(subResellers, 1, NOW, published("com", 1, NOW, cell(1_000))));

    assertThat(inTransaction(() -> books().lockNext(customers))).contains(subResellers);
    assertThat(inTransaction(() -> books().lockNext(subResellers))).isNotEqualTo(customers);
    assertThat(inTransaction(() -> books().lockNext(null))).isPresent();
  }

  @Test
  default void aChangeOfAnotherVersionThanTheLockedOneIsASurprise() {
    BookKey key = customersBook();

    assertThatThrownBy(() -> save(change(key, 2, NOW, published("com", 1, NOW, cell(1_000)))))
        .isInstanceOf(IllegalStateException.class);
  }

  private PriceBooks markPublished(BookKey key, Instant startsUntil) {
    books().markPublished(key, startsUntil, NOW);
    return books();
  }

  private List<Long> versionsAt(BookKey key, Instant at) {
    return inTransaction(() -> books().content(key, at)).orElseThrow().versionsOf("com").stream()
        .map(DatedPrices::version)
        .toList();
  }

  private void save(PriceChange change) {
    inTransactionOf(
        change.book().seller(),
        () -> {
          books().lock(change.book(), CurrencyUnit.USD, () -> NOW);
          books().record(change);
          return change;
        });
  }

  private static HistoryFilter all() {
    return new HistoryFilter(null, null, 100);
  }

  private static PriceChange change(
      BookKey key, long bookVersion, Instant from, ProductVersion... products) {
    Instant recorded = from.isBefore(NOW) ? from : NOW;
    return new PriceChange(
        key,
        bookVersion,
        UUID.randomUUID(),
        from,
        author(recorded),
        new SlabList.Kept(List.of()),
        List.of(products));
  }

  private static Author author(Instant at) {
    return new Author("client-1", at, "because");
  }

  private static ProductVersion published(
      String product, long version, Instant from, PriceCell... cells) {
    return new ProductVersion(
        product, new DatedPrices.Published(version, from, PriceList.of(List.of(cells))));
  }

  private static PriceCell cell(long perYear) {
    return new PriceCell(ProductAction.REGISTER, 0, 1, perYear);
  }
}
