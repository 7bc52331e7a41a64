package io.tierline.pricing.book.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.pricing.OnRealServers;
import io.tierline.pricing.book.BookContent;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.PriceBooks;
import io.tierline.pricing.book.PriceChange;
import io.tierline.pricing.book.PriceChange.Author;
import io.tierline.pricing.book.PriceChange.ProductVersion;
import io.tierline.pricing.book.PriceChange.SlabList;
import io.tierline.pricing.engine.DatedPrices;
import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.engine.PriceList;
import io.tierline.pricing.engine.Promo;
import io.tierline.pricing.engine.Slab;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcOperations;

/** A book is read by several statements, between which others save and publish. */
class BookInPartsTest extends OnRealServers {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final int STATEMENTS = 4;

  @Autowired private PriceBooks books;
  @Autowired private DSLContext sql;
  @Autowired private JdbcOperations jdbc;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, STATEMENTS})
  @DisplayName("PR-16: a book is read as of one moment, whenever another version is published")
  void aBookIsOfOneMoment(int statement) {
    BookKey book = new BookKey(freshSeller(), Audience.SUB_RESELLER);
    publish(book, 1, 1_000);
    BookContent first = asSeller(book.seller(), () -> books.content(book, NOW)).orElseThrow();
    After after = new After(statement, () -> publish(book, 2, 900));

    BookContent read =
        asSeller(book.seller(), () -> readingThrough(after).content(book, NOW)).orElseThrow();

    assertThat(after.seen).isEqualTo(STATEMENTS);
    assertThat(read).isEqualTo(first);
    BookContent second = asSeller(book.seller(), () -> books.content(book, NOW)).orElseThrow();
    assertThat(second.version()).isEqualTo(2);
    assertThat(second.slabs()).extracting(Slab::receiptsAtLeast).containsExactly(900L);
    assertThat(second.products()).containsOnlyKeys("com", "net");
  }

  @Test
  @DisplayName("PR-16: a locked book is as it is then, not as its transaction had read it before")
  void aLockedBookIsTheNewest() {
    BookKey book = new BookKey(freshSeller(), Audience.SUB_RESELLER);
    publish(book, 1, 1_000);
    // Before the lock is asked for: the transaction has begun and has read something.
    BookContent locked =
        asSeller(
            book.seller(),
            () -> {
              assertThat(books.content(book, NOW).orElseThrow().version()).isEqualTo(1);
              inAnotherTransaction(() -> publish(book, 2, 900));
              return books.lock(book, CurrencyUnit.USD, () -> NOW).content();
            });

    assertThat(locked.version()).isEqualTo(2);
    assertThat(locked.products()).containsOnlyKeys("com", "net");
  }

  private JooqPriceBooks readingThrough(After after) {
    return new JooqPriceBooks(DSL.using(sql.configuration().deriveAppending(after)), jdbc);
  }

  /** Does something once, when a number of statements have been answered. */
  private static final class After implements ExecuteListener {

    private final int statement;
    private final transient Runnable work;
    private int seen;

    After(int statement, Runnable work) {
      this.statement = statement;
      this.work = work;
    }

    @Override
    public void end(ExecuteContext context) {
      if (++seen == statement) {
        inAnotherTransaction(work);
      }
    }
  }

  private static void inAnotherTransaction(Runnable work) {
    try {
      Thread.ofVirtual().start(work).join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void publish(BookKey book, long version, long price) {
    List<Promo> promos =
        List.of(
            new Promo(
                UUID.randomUUID(),
                "Autumn",
                price / 2,
                Set.of(ProductAction.RENEW),
                NOW,
                NOW.plusSeconds(60)));
    PriceList prices =
        new PriceList(
            List.of(
                new PriceCell(ProductAction.RENEW, 0, 1, price),
                new PriceCell(ProductAction.RENEW, 1, 1, price - 1)),
            promos,
            null);
    ProductVersion com = new ProductVersion("com", new DatedPrices.Published(version, NOW, prices));
    ProductVersion net =
        new ProductVersion("net", new DatedPrices.Published(version - 1, NOW, prices));
    PriceChange change =
        new PriceChange(
            book,
            version,
            UUID.randomUUID(),
            NOW,
            new Author("client-1", NOW, "because"),
            new SlabList.Replaced(List.of(new Slab(1, price, null))),
            version == 1 ? List.of(com) : List.of(com, net));
    asSeller(
        book.seller(),
        () -> {
          books.lock(book, CurrencyUnit.USD, () -> NOW);
          books.recordPublished(change, NOW);
          return change;
        });
  }
}
