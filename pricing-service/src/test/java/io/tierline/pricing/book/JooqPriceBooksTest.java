package io.tierline.pricing.book;

import static io.tierline.pricing.db.Tables.PRICE_BOOK;
import static io.tierline.pricing.db.Tables.PRICE_CHANGE;
import static io.tierline.pricing.db.Tables.PRICE_LIST_VERSION;
import static io.tierline.pricing.db.Tables.PROMO;
import static io.tierline.pricing.db.Tables.SLAB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.CountedStatements;
import io.tierline.pricing.OnRealServers;
import io.tierline.pricing.book.PriceChange.Author;
import io.tierline.pricing.book.PriceChange.ProductVersion;
import io.tierline.pricing.book.PriceChange.SlabList;
import io.tierline.pricing.engine.DatedPrices;
import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.engine.PriceList;
import io.tierline.pricing.engine.Promo;
import io.tierline.pricing.engine.Slab;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.joda.money.CurrencyUnit;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class JooqPriceBooksTest extends OnRealServers implements PriceBooksBehaviour {

  private static final List<Table<?>> TABLES =
      List.of(PRICE_BOOK, PRICE_CHANGE, SLAB, PRICE_LIST_VERSION, PROMO);

  @Autowired private PriceBooks books;
  @Autowired private DSLContext sql;
  @Autowired private CountedStatements statements;

  @Override
  public PriceBooks books() {
    return books;
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    return inBackground(work);
  }

  @Override
  public <T> T inTransactionOf(SellerId seller, Supplier<T> work) {
    return asSeller(seller, work);
  }

  @Test
  @DisplayName("PR-1: the database shows and takes a seller's own rows only")
  void rowLevelSecurityKeepsSellersApart() {
    SellerId mine = freshSeller();
    SellerId other = freshSeller();
    saveBook(mine, 1_000, 900);

    for (Table<?> table : TABLES) {
      assertThat(asSeller(mine, () -> sql.fetchCount(table))).as(table.getName()).isPositive();
      assertThat(asSeller(other, () -> sql.fetchCount(table))).as(table.getName()).isZero();
    }
    assertThatThrownBy(
            () ->
                asSeller(
                    other,
                    () ->
                        books.lock(
                            new BookKey(mine, Audience.CUSTOMER), CurrencyUnit.USD, () -> NOW)))
        .hasStackTraceContaining("row-level security");
  }

  @Test
  @DisplayName("PR-20: what was recorded can be neither changed nor deleted")
  void whatWasRecordedStays() {
    SellerId seller = freshSeller();
    saveBook(seller, 1_000, 900);

    assertThatThrownBy(
            () ->
                asSeller(
                    seller,
                    () ->
                        sql.update(PRICE_LIST_VERSION)
                            .set(PRICE_LIST_VERSION.PER_YEAR, new Long[] {1L})
                            .execute()))
        .hasStackTraceContaining("permission denied");
    for (Table<?> table : TABLES) {
      assertThatThrownBy(() -> asSeller(seller, () -> sql.deleteFrom(table).execute()))
          .as(table.getName())
          .hasStackTraceContaining("permission denied");
    }
  }

  @Test
  @DisplayName("PR-16: of changes that are read again one is in memory at a time")
  void changesAreReadOneByOne() {
    SellerId seller = anOperator();
    setPrices(seller, "CUSTOMER", prices(renewal("com", 0, "15.00"))).ok();
    setPrices(seller, "CUSTOMER", prices(renewal("net", 0, "15.00"))).ifMatch("\"1\"").ok();
    BookKey key = new BookKey(seller, Audience.CUSTOMER);
    Map<Long, Set<String>> both = Map.of(1L, Set.of("com"), 2L, Set.of("net"));

    assertThat(readsOfPrices(seller, () -> books.changes(key, both).findFirst().orElseThrow()))
        .isEqualTo(1);
    assertThat(readsOfPrices(seller, () -> books.changes(key, both).toList())).isEqualTo(2);
  }

  private long readsOfPrices(SellerId seller, Supplier<?> work) {
    return statements.during(() -> asSeller(seller, work)).stream()
        .filter(statement -> statement.contains("per_year"))
        .count();
  }

  @Test
  @DisplayName("PR-7: the database refuses a slab that costs more than the one before")
  void theDatabaseStatesThatSlabPricesNeverRise() {
    SellerId seller = freshSeller();

    assertThatThrownBy(() -> saveBook(seller, 900, 901))
        .hasStackTraceContaining("\"slab_price_never_rises\"");
    assertThat(inTransaction(() -> books.content(subResellersOf(seller), NOW))).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "action_known                           | CUSTOMER     | {SELL}          | {0}   | {1}   | {900}",
        "tenure_within_limits                   | CUSTOMER     | {RENEW}         | {0}   | {11}  | {900}",
        "price_within_limits                    | CUSTOMER     | {RENEW}         | {0}   | {1}   | {-1}",
        "prices_are_whole                       | CUSTOMER     | {RENEW}         | {0}   | {1}   | {900,901}",
        "prices_are_whole                       | CUSTOMER     | {RENEW,RENEW}   | {0}   | {1,2} | {900,901}",
        "prices_are_whole                       | CUSTOMER     | {RENEW,RENEW}   | {0,0} | {1}   | {900,901}",
        "prices_are_whole                       | CUSTOMER     | {RENEW}         | {0}   | {1,2} | {{900},{901}}",
        "prices_are_whole                       | CUSTOMER     | {RENEW,RENEW}   | {0,0} | {1,null} | {900,901}",
        "prices_are_whole                       | CUSTOMER     | {RENEW,RENEW}   | {0,0} | {1,2} | {900,null}",
        "action_known                           | CUSTOMER     | {RENEW,null}    | {0,0} | {1,2} | {900,901}",
        "prices_are_whole                       | SUB_RESELLER | {RENEW,RENEW}   | {0,null} | {1,2} | {900,901}",
        "what_is_withdrawn_has_no_prices        | CUSTOMER     | {RENEW}         | {0}   | {1}   | {900}",
        "each_price_once                        | CUSTOMER     | {RENEW,RENEW}   | {0,0} | {1,1} | {900,901}",
        "telescopic_only_for_register_and_renew | CUSTOMER     | {RENEW,RESTORE} | {0,0} | {2,2} | {900,901}",
        "slab_prices_only_for_sub_resellers     | CUSTOMER     | {RENEW}         | {1}   | {1}   | {900}",
        "slab_price_never_rises                 | SUB_RESELLER | {RENEW,RENEW}   | {3,1} | {1,1} | {901,900}",
        "slab_price_never_rises                 | SUB_RESELLER | {RENEW,RENEW,RENEW} | {3,0,1} | {1,1,1} | {901,1000,900}",
      })
  @DisplayName("PR-2 PR-3 PR-7: the database refuses prices that do not fit together")
  void theDatabaseStatesHowPricesFitTogether(
      String constraint,
      String audience,
      String actions,
      String slabs,
      String years,
      String perYear) {
    SellerId seller = freshSeller();

    assertThatThrownBy(
            () ->
                asSeller(
                    seller,
                    () ->
                        sql.execute(
                            """
                            insert into price_list_version (seller_id, audience, product, version, book_version,
                                effective_from, withdrawn, actions, slabs, years, per_year)
                            values (?, ?, 'com', 1, 1, now(), ?, ?::varchar[], ?::smallint[], ?::smallint[],
                                ?::bigint[])
                            """,
                            seller.value(),
                            audience,
                            constraint.equals("what_is_withdrawn_has_no_prices"),
                            actions,
                            slabs,
                            years,
                            perYear)))
        .hasStackTraceContaining("\"" + constraint + "\"");
  }

  @Test
  @DisplayName("PR-16: the same prices are told in the same order, however they came")
  void pricesHaveOneOrder() {
    SellerId seller = freshSeller();
    PriceCell restore = new PriceCell(ProductAction.RESTORE, 0, 1, 900);
    PriceCell renew = new PriceCell(ProductAction.RENEW, 0, 1, 900);
    PriceCell renewLonger = new PriceCell(ProductAction.RENEW, 0, 2, 800);
    PriceCell renewInSlab = new PriceCell(ProductAction.RENEW, 1, 1, 700);
    saveBook(
        seller, new PriceList(List.of(restore, renewInSlab, renewLonger, renew), List.of(), 5L));

    BookContent read =
        inTransaction(() -> books.content(subResellersOf(seller), NOW)).orElseThrow();
    assertThat(read.products().get("com"))
        .containsExactly(
            new DatedPrices.Published(
                1,
                NOW,
                new PriceList(List.of(renew, renewLonger, renewInSlab, restore), List.of(), 5L)));
  }

  private static BookKey subResellersOf(SellerId seller) {
    return new BookKey(seller, Audience.SUB_RESELLER);
  }

  private void saveBook(SellerId seller, long base, long slab) {
    saveBook(
        seller,
        new PriceList(
            List.of(
                new PriceCell(ProductAction.RENEW, 0, 1, base),
                new PriceCell(ProductAction.RENEW, 1, 1, slab)),
            List.of(
                new Promo(
                    UUID.randomUUID(),
                    "Autumn",
                    1,
                    Set.of(ProductAction.RENEW),
                    NOW,
                    NOW.plusSeconds(1))),
            null));
  }

  private void saveBook(SellerId seller, PriceList prices) {
    PriceChange change =
        new PriceChange(
            subResellersOf(seller),
            1,
            UUID.randomUUID(),
            NOW,
            new Author("client-1", NOW, "because"),
            new SlabList.Replaced(List.of(new Slab(1, 100L, null))),
            List.of(new ProductVersion("com", new DatedPrices.Published(1, NOW, prices))));
    asSeller(
        seller,
        () -> {
          books.lock(change.book(), CurrencyUnit.USD, () -> NOW);
          books.record(change);
          return change;
        });
  }
}
