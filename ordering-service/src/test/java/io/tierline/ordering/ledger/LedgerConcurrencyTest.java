package io.tierline.ordering.ledger;

import static io.tierline.ordering.ledger.LedgerWorld.NOON;
import static io.tierline.ordering.ledger.LedgerWorld.aCustomerOf;
import static io.tierline.ordering.ledger.LedgerWorld.aKey;
import static io.tierline.ordering.ledger.LedgerWorld.aPartnerOf;
import static io.tierline.ordering.ledger.LedgerWorld.aSeller;
import static io.tierline.ordering.ledger.LedgerWorld.house;
import static io.tierline.ordering.ledger.LedgerWorld.posting;
import static io.tierline.ordering.ledger.LedgerWorld.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import io.tierline.ordering.OrderingDatabase;
import io.tierline.ordering.ledger.jooq.JooqLedgers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the ledger promises, whatever happens at the same time. */
@Tag("servers")
class LedgerConcurrencyTest {

  private static final DSLContext JOBS = OrderingDatabase.shared().as("jobs");
  private static final int THREADS = 12;

  private static <T> T in(Function<Ledger, T> work) {
    return JOBS.transactionResult(tx -> work.apply(JooqLedgers.over(tx.dsl())));
  }

  private static Account account(AccountId id) {
    return JooqLedgers.over(JOBS).byId(id).orElseThrow();
  }

  @Test
  @DisplayName("OR-1 a hot account pays exactly what it has, by however many threads it is asked")
  void aHotAccountPaysExactlyWhatItHas() throws Exception {
    SellerId seller = aSeller();
    AccountId partner = in(ledger -> aPartnerOf(seller, ledger));
    AccountId cash = in(ledger -> house(seller, Holder.Role.CASH, ledger));
    AccountId revenue = in(ledger -> house(seller, Holder.Role.REVENUE, ledger));
    in(l -> l.post(posting(aKey(), new Transfer(cash, partner, usd("100.00"), "receipt"))));

    List<PostingOutcome> outcomes =
        atOnce(
            400,
            _ ->
                in(l -> l.post(posting(aKey(), new Transfer(partner, revenue, usd("1.00"), "o")))));

    assertThat(outcomes).filteredOn(PostingOutcome.Recorded.class::isInstance).hasSize(100);
    assertThat(outcomes).filteredOn(PostingOutcome.ShortOfFunds.class::isInstance).hasSize(300);
    assertThat(account(partner).posted()).isEqualTo(usd("0.00"));
  }

  @Test
  @DisplayName("OR-1 the same posting sent by many at once happens once")
  void theSamePostingHappensOnce() throws Exception {
    SellerId seller = aSeller();
    AccountId partner = in(ledger -> aPartnerOf(seller, ledger));
    AccountId cash = in(ledger -> house(seller, Holder.Role.CASH, ledger));
    Posting receipt = posting(aKey(), new Transfer(cash, partner, usd("5.00"), "receipt"));

    List<PostingOutcome> outcomes = atOnce(40, _ -> in(ledger -> ledger.post(receipt)));

    assertHappenedOnce(outcomes);
    assertThat(account(partner).posted()).isEqualTo(usd("5.00"));
  }

  @Test
  @DisplayName("OR-1 the same posting between house accounts, which are not locked, happens once")
  void theSameHousePostingHappensOnce() throws Exception {
    SellerId seller = aSeller();
    AccountId cost = in(ledger -> house(seller, Holder.Role.REGISTRY_COST, ledger));
    AccountId payable = in(ledger -> house(seller, Holder.Role.REGISTRY_PAYABLE, ledger));
    Posting purchase = posting(aKey(), new Transfer(cost, payable, usd("7.00"), "registry"));

    List<PostingOutcome> outcomes = atOnce(40, _ -> in(ledger -> ledger.post(purchase)));

    assertHappenedOnce(outcomes);
    assertThat(
            JOBS.fetchValue(
                "select sum(amount)::bigint from ledger_entry where account_id = ?",
                payable.value()))
        .isEqualTo(700L);
  }

  @Test
  @DisplayName("OR-1 a hold that is posted, voided and expired at once ends in one way")
  void aHoldEndsInOneWay() throws Exception {
    SellerId seller = aSeller();
    AccountId partner = in(ledger -> aPartnerOf(seller, ledger));
    AccountId cash = in(ledger -> house(seller, Holder.Role.CASH, ledger));
    AccountId revenue = in(ledger -> house(seller, Holder.Role.REVENUE, ledger));
    in(l -> l.post(posting(aKey(), new Transfer(cash, partner, usd("100.00"), "receipt"))));
    for (int round = 0; round < 20; round++) {
      PostingOutcome hold =
          in(l -> l.hold(posting(aKey(), new Transfer(partner, revenue, usd("1.00"), "o")), NOON));
      PostingId id = ((PostingOutcome.Recorded) hold).id();

      List<HoldOutcome> outcomes =
          atOnce(
              9,
              n ->
                  in(
                      l ->
                          l.end(
                              id,
                              HoldOutcome.How.values()[n % 3],
                              "test/race",
                              NOON.plusSeconds(1))));

      assertThat(outcomes).filteredOn(HoldOutcome.Ended.class::isInstance).hasSize(3);
    }
    Account after = account(partner);
    assertThat(after.pending()).isEqualTo(usd("0.00"));
    assertThat(
            JOBS.fetch(
                """
                select 1 from ledger_hold_end e join ledger_transfer t on t.posting_id = e.hold_id
                  where t.debit_account_id = ? and e.outcome = 'POSTED'\
                """,
                partner.value()))
        .hasSize(usd("100.00").minus(after.posted()).getAmountMajorInt());
  }

  @Test
  @DisplayName("OR-1 at every instant: all entries sum to zero, no balance below its limit")
  void theLedgerSumsToZeroAtEveryInstant() throws Exception {
    SellerId top = aSeller();
    SellerId middle = aSeller();
    List<AccountId> partners =
        Collections.nCopies(4, top).stream().map(s -> in(l -> aPartnerOf(s, l))).toList();
    List<AccountId> customers =
        Collections.nCopies(4, middle).stream().map(s -> in(l -> aCustomerOf(s, l))).toList();
    AccountId topCash = in(l -> house(top, Holder.Role.CASH, l));
    AccountId topRevenue = in(l -> house(top, Holder.Role.REVENUE, l));
    AccountId middleCash = in(l -> house(middle, Holder.Role.CASH, l));
    AccountId middleRevenue = in(l -> house(middle, Holder.Role.REVENUE, l));
    AtomicBoolean running = new AtomicBoolean(true);

    try (ExecutorService watcher = Executors.newSingleThreadExecutor()) {
      Future<Integer> looks =
          watcher.submit(
              () -> {
                int count = 0;
                do {
                  assertInvariants();
                  count++;
                } while (running.get());
                return count;
              });
      try {
        atOnce(
            600,
            n -> {
              Random random = new Random(n);
              AccountId partner = partners.get(random.nextInt(4));
              AccountId customer = customers.get(random.nextInt(4));
              Transfer sale = new Transfer(customer, middleRevenue, usd("3.00"), "sale");
              Transfer purchase = new Transfer(partner, topRevenue, usd("2.00"), "purchase");
              return switch (random.nextInt(4)) {
                case 0 ->
                    in(
                        l ->
                            l.post(
                                posting(
                                    aKey(),
                                    new Transfer(topCash, partner, usd("5.00"), "receipt"),
                                    new Transfer(middleCash, customer, usd("6.00"), "receipt"))));
                // The order in which a caller names the accounts must not matter.
                case 1 -> in(l -> l.post(posting(aKey(), sale, purchase)));
                case 2 -> in(l -> l.post(posting(aKey(), purchase, sale)));
                default -> {
                  PostingOutcome hold = in(l -> l.hold(posting(aKey(), purchase, sale), NOON));
                  if (hold instanceof PostingOutcome.Recorded(PostingId id, List<Entry> _)) {
                    HoldOutcome.How how = HoldOutcome.How.values()[random.nextInt(3)];
                    in(l -> l.end(id, how, "test/end", NOON));
                  }
                  yield hold;
                }
              };
            });
      } finally {
        running.set(false);
      }
      assertThat(looks.get()).isPositive();
    }

    assertInvariants();
    assertThat(
            JOBS.fetch(
                """
                select a.id from ledger_account a
                  left join lateral (
                    select sum(amount) as total, count(*) as entries from ledger_entry e
                      where e.account_id = a.id) e on true
                  where a.kind <> 'HOUSE'
                    and (a.posted <> coalesce(e.total, 0) or a.version <> e.entries)\
                """))
        .as("accounts whose balance is not the sum of their entries")
        .isEmpty();
    assertThat(
            JOBS.fetch(
                """
                select id from (
                  select id, balance_before,
                      lag(balance_after, 1, 0::bigint)
                        over (partition by account_id order by account_version) as previous
                    from ledger_entry where account_version is not null) chain
                  where balance_before <> previous\
                """))
        .as("entries that do not start where the one before ended")
        .isEmpty();
  }

  private static void assertHappenedOnce(List<PostingOutcome> outcomes) {
    assertThat(outcomes).filteredOn(PostingOutcome.Recorded.class::isInstance).hasSize(1);
    PostingOutcome.Recorded first =
        outcomes.stream()
            .filter(PostingOutcome.Recorded.class::isInstance)
            .map(PostingOutcome.Recorded.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(outcomes).containsOnly(first, new PostingOutcome.Replayed(first));
  }

  private static void assertInvariants() {
    assertThat(
            JOBS.fetch(
                "select seller_id, currency, sum(amount) from ledger_entry"
                    + " group by seller_id, currency having sum(amount) <> 0"))
        .as("books that do not sum to zero")
        .isEmpty();
    assertThat(JOBS.fetch("select id from ledger_account where posted - pending < -credit_limit"))
        .as("accounts below their limit")
        .isEmpty();
  }

  private static <T> List<T> atOnce(int times, Function<Integer, T> work)
      throws InterruptedException, ExecutionException {
    List<Callable<T>> calls = new ArrayList<>();
    for (int n = 0; n < times; n++) {
      int number = n;
      calls.add(() -> work.apply(number));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(calls, 5, TimeUnit.MINUTES)) {
        results.add(future.get());
      }
      return results;
    }
  }
}
