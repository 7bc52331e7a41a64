package io.tierline.ordering.ledger;

import static io.tierline.ordering.ledger.LedgerWorld.NOON;
import static io.tierline.ordering.ledger.LedgerWorld.aSeller;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.SellerId;
import io.tierline.ordering.OrderingDatabase;
import io.tierline.ordering.ledger.jooq.JooqLedgers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jooq.DSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories, told to the database and to the model at once, come out the same. */
@Tag("servers")
class LedgerModelTest {

  private static final DSLContext JOBS = OrderingDatabase.shared().as("jobs");
  private static final int STEPS = 150;

  /** A ledger with the accounts and holds of one history, by their numbers in it. */
  private record Side(
      Function<Function<Ledger, Object>, Object> run,
      List<AccountId> accounts,
      List<PostingId> holds) {

    @SuppressWarnings("unchecked")
    <T> T in(Function<Ledger, T> work) {
      return (T) run.apply(work::apply);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  @DisplayName("OR-1 the database and the model of the ledger agree on random histories")
  void databaseAndModelAgree(long seed) {
    InMemoryLedger model = new InMemoryLedger();
    Side inMemory = side(work -> work.apply(model));
    Side inDatabase =
        side(work -> JOBS.transactionResult(tx -> work.apply(JooqLedgers.over(tx.dsl()))));
    openAccounts(inMemory, inDatabase);
    Random random = new Random(seed);

    for (int step = 0; step < STEPS; step++) {
      long choice = random.nextLong();
      String key = "seed %d, %s, step %d".formatted(seed, inMemory.hashCode(), step);
      assertThat(act(inDatabase, key, choice)).as(key).isEqualTo(act(inMemory, key, choice));
    }

    assertThat(balances(inDatabase)).isEqualTo(balances(inMemory));
  }

  private static Side side(Function<Function<Ledger, Object>, Object> run) {
    return new Side(run, new ArrayList<>(), new ArrayList<>());
  }

  private static void openAccounts(Side one, Side other) {
    SellerId seller = aSeller();
    List<Holder> holders =
        List.of(
            new Holder.House(Holder.Role.CASH),
            new Holder.House(Holder.Role.REVENUE),
            new Holder.Partner(aSeller()),
            new Holder.Partner(aSeller()),
            new Holder.Customer(new CustomerId(aSeller().value())));
    for (Holder holder : holders) {
      for (Side side : List.of(one, other)) {
        side.accounts().add(side.in(l -> l.open(seller, holder, CurrencyUnit.USD, NOON).id()));
      }
    }
  }

  /** One step of the history; returns what was answered, without the numbers of either side. */
  private static String act(Side side, String key, long choice) {
    Random random = new Random(choice);
    if (random.nextInt(4) == 0 && !side.holds().isEmpty()) {
      PostingId hold = side.holds().get(random.nextInt(side.holds().size()));
      HoldOutcome.How how = HoldOutcome.How.values()[random.nextInt(3)];
      long later = random.nextInt(3);
      HoldOutcome outcome = side.in(l -> l.end(hold, how, "test", NOON.plusSeconds(later)));
      return switch (outcome) {
        case HoldOutcome.Ended ended -> "ended " + told(side, ended.entries());
        case HoldOutcome.EndedOtherwise otherwise -> otherwise.toString();
        case HoldOutcome.NotDue notDue -> notDue.toString();
      };
    }
    List<Transfer> transfers = new ArrayList<>();
    for (int n = random.nextInt(3); n >= 0; n--) {
      int from = random.nextInt(side.accounts().size());
      int to = (from + 1 + random.nextInt(side.accounts().size() - 1)) % side.accounts().size();
      transfers.add(
          new Transfer(
              side.accounts().get(from),
              side.accounts().get(to),
              Money.ofMinor(CurrencyUnit.USD, 1 + random.nextInt(100)),
              "step"));
    }
    Posting posting = new Posting(key, "test", NOON, transfers);
    boolean holds = random.nextBoolean();
    PostingOutcome outcome =
        side.in(l -> holds ? l.hold(posting, NOON.plusSeconds(1)) : l.post(posting));
    return switch (outcome) {
      case PostingOutcome.Recorded recorded -> {
        if (holds) {
          side.holds().add(recorded.id());
        }
        yield "recorded " + told(side, recorded.entries());
      }
      case PostingOutcome.ShortOfFunds(AccountId account, Money missing) ->
          "short " + side.accounts().indexOf(account) + " by " + missing;
      case PostingOutcome.Replayed _, PostingOutcome.KeyReused _ ->
          throw new AssertionError("The key is new: " + outcome);
    };
  }

  private static String told(Side side, List<Entry> entries) {
    return entries.stream()
        .map(
            entry ->
                "%d: %s from %s to %s, version %d"
                    .formatted(
                        side.accounts().indexOf(entry.account()),
                        entry.amount(),
                        entry.balanceBefore(),
                        entry.balanceAfter(),
                        entry.accountVersion()))
        .toList()
        .toString();
  }

  private static List<String> balances(Side side) {
    return side.accounts().stream()
        .map(id -> side.in(l -> l.byId(id)).orElseThrow())
        .map(account -> account.posted() + " " + account.pending() + " " + account.version())
        .toList();
  }
}
