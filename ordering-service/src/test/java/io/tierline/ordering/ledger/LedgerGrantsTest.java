package io.tierline.ordering.ledger;

import static io.tierline.ordering.ledger.LedgerWorld.aKey;
import static io.tierline.ordering.ledger.LedgerWorld.aPartnerOf;
import static io.tierline.ordering.ledger.LedgerWorld.aSeller;
import static io.tierline.ordering.ledger.LedgerWorld.house;
import static io.tierline.ordering.ledger.LedgerWorld.posting;
import static io.tierline.ordering.ledger.LedgerWorld.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.SellerId;
import io.tierline.ordering.OrderingDatabase;
import io.tierline.ordering.ledger.jooq.JooqLedgers;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the roles of the database cannot do, whatever the program says. */
@Tag("servers")
class LedgerGrantsTest {

  private static final DSLContext JOBS = OrderingDatabase.shared().as("jobs");
  private static final DSLContext APP = OrderingDatabase.shared().as("app");
  private static final DSLContext OWNER = OrderingDatabase.shared().as("owner");

  private SellerId seller = aSeller();
  private AccountId partner = new AccountId(1);
  private AccountId cash = new AccountId(1);

  @BeforeEach
  void aPartnerWithCredit() {
    seller = aSeller();
    partner = background(ledger -> aPartnerOf(seller, ledger));
    cash = background(ledger -> house(seller, Holder.Role.CASH, ledger));
    background(l -> l.post(posting(aKey(), new Transfer(cash, partner, usd("10.00"), "receipt"))));
  }

  @ParameterizedTest
  @CsvSource({
    "app, update ledger_entry set amount = 1",
    "app, delete from ledger_entry",
    "app, update ledger_account set posted = 1000000",
    "app, 'insert into ledger_posting (idempotency_key, fingerprint, kind, cause, happened_at)"
        + " values (''k'', ''f'', ''POST'', ''c'', now())'",
    "app, truncate ledger_entry cascade",
    "jobs, update ledger_entry set amount = 1",
    "jobs, delete from ledger_entry",
    "jobs, delete from ledger_hold_end",
    "jobs, update ledger_account set posted = 1000000",
    "jobs, update ledger_transfer set amount = 1",
    "jobs, truncate ledger_posting cascade",
    "jobs, 'select ledger_write_entries(1, 1)'"
  })
  @DisplayName("OR-1 neither role can write history or balances but through a posting")
  void historyIsNotTheirs(String role, String statement) {
    DSLContext dsl = "app".equals(role) ? APP : JOBS;

    assertThatThrownBy(() -> dsl.execute(statement)).hasMessageContaining("permission denied");
  }

  @ParameterizedTest
  @CsvSource({
    "update ledger_entry set amount = 1",
    "delete from ledger_entry",
    "delete from ledger_transfer",
    "update ledger_posting set cause = 'other'",
    "truncate ledger_entry cascade"
  })
  @DisplayName("OR-1 not even the owner of the tables changes history by accident")
  void historyIsNeverChanged(String statement) {
    assertThatThrownBy(() -> OWNER.execute(statement))
        .hasMessageContaining("ledger history is never changed");
  }

  @Test
  @DisplayName("OR-1 a seller posts in its own books only")
  void aSellerPostsInItsOwnBooksOnly() {
    Posting receipt = posting(aKey(), new Transfer(cash, partner, usd("1.00"), "receipt"));

    assertThatThrownBy(() -> asSeller(aSeller(), ledger -> ledger.post(receipt)))
        .hasMessageContaining("not in these books");
    PostingOutcome own = asSeller(seller, ledger -> ledger.post(receipt));
    assertThat(own).isInstanceOf(PostingOutcome.Recorded.class);
  }

  @Test
  @DisplayName("OR-1 without a seller the application's role sees and posts nothing")
  void withoutASellerNothing() {
    Posting receipt = posting(aKey(), new Transfer(cash, partner, usd("1.00"), "receipt"));

    assertThat(APP.fetch("select 1 from ledger_account")).isEmpty();
    assertThat(APP.fetch("select 1 from ledger_entry")).isEmpty();
    assertThatThrownBy(() -> APP.transaction(tx -> JooqLedgers.over(tx.dsl()).post(receipt)))
        .hasMessageContaining("not in these books");
  }

  @Test
  @DisplayName("OR-1 a partner reads its own credit with its parent, and nobody else's")
  void aPartnerReadsItsOwnCredit() {
    SellerId holder = ((Holder.Partner) account().holder()).id();

    assertThat(statementSeenBy(holder)).hasSize(1);
    assertThat(seenBy(holder, partner)).isPresent();
    assertThat(seenBy(holder, cash)).isEmpty();
    assertThat(seenBy(aSeller(), partner)).isEmpty();
    assertThat(statementSeenBy(aSeller())).isEmpty();
  }

  private List<Entry> statementSeenBy(SellerId reader) {
    return asSeller(reader, ledger -> ledger.entries(partner, null, 10));
  }

  private static Optional<Account> seenBy(SellerId reader, AccountId account) {
    return asSeller(reader, ledger -> ledger.byId(account));
  }

  private Account account() {
    return background(ledger -> ledger.byId(partner)).orElseThrow();
  }

  private static <T> T background(Function<Ledger, T> work) {
    return JOBS.transactionResult(tx -> work.apply(JooqLedgers.over(tx.dsl())));
  }

  private static <T> T asSeller(SellerId seller, Function<Ledger, T> work) {
    return APP.transactionResult(
        tx -> {
          tx.dsl().fetch("select set_config('tierline.seller', ?, true)", seller.toString());
          return work.apply(JooqLedgers.over(tx.dsl()));
        });
  }
}
