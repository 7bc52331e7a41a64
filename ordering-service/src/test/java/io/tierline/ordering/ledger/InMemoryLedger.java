package io.tierline.ordering.ledger;

import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** The ledger's rules once more, without a database: for use cases' tests and as a model. */
public final class InMemoryLedger implements Ledger {

  private record Whose(SellerId books, Holder holder, CurrencyUnit currency) {}

  private record Held(Posting posting, Instant expiresAt) {}

  private record Ended(HoldOutcome.How how, HoldOutcome.Ended answer) {}

  private record Known(String kind, List<Transfer> transfers, PostingOutcome.Recorded answer) {}

  private final Map<AccountId, Account> accounts = new LinkedHashMap<>();
  private final Map<Whose, AccountId> byWhose = new HashMap<>();
  private final Map<String, Known> byKey = new HashMap<>();
  private final Map<PostingId, Held> holds = new HashMap<>();
  private final Map<PostingId, Ended> ends = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private long ids;

  @Override
  public synchronized Account open(
      SellerId books, Holder holder, CurrencyUnit currency, Instant now) {
    AccountId id =
        byWhose.computeIfAbsent(
            new Whose(books, holder, currency),
            _ -> {
              AccountId fresh = new AccountId(++ids);
              Money zero = Money.zero(currency);
              accounts.put(fresh, new Account(fresh, books, holder, zero, zero, zero, 0));
              return fresh;
            });
    return byId(id).orElseThrow();
  }

  @Override
  public synchronized Optional<Account> find(SellerId books, Holder holder, CurrencyUnit currency) {
    return Optional.ofNullable(byWhose.get(new Whose(books, holder, currency))).flatMap(this::byId);
  }

  @Override
  public synchronized Optional<Account> byId(AccountId id) {
    return Optional.ofNullable(accounts.get(id));
  }

  @Override
  public synchronized PostingOutcome post(Posting posting) {
    return record("POST", posting, null);
  }

  @Override
  public synchronized PostingOutcome hold(Posting posting, Instant expiresAt) {
    return record("HOLD", posting, expiresAt);
  }

  private PostingOutcome record(String kind, Posting posting, @Nullable Instant expiresAt) {
    posting.transfers().forEach(this::requireSameBooks);
    Known known = byKey.get(posting.key());
    if (known != null) {
      boolean same = known.kind().equals(kind) && known.transfers().equals(posting.transfers());
      return same
          ? new PostingOutcome.Replayed(known.answer())
          : new PostingOutcome.KeyReused(known.answer().id());
    }
    Optional<PostingOutcome> refusal = shortOfFunds(posting, expiresAt == null);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    PostingId id = new PostingId(++ids);
    List<Entry> written = List.of();
    if (expiresAt == null) {
      written = write(posting.transfers(), posting.cause(), posting.happenedAt());
    } else {
      holds.put(id, new Held(posting, expiresAt));
      posting.transfers().forEach(t -> reserve(t.from(), t.amount()));
    }
    PostingOutcome.Recorded answer = new PostingOutcome.Recorded(id, written);
    byKey.put(posting.key(), new Known(kind, posting.transfers(), answer));
    return answer;
  }

  private void requireSameBooks(Transfer transfer) {
    Account from = accounts.get(transfer.from());
    Account to = accounts.get(transfer.to());
    if (from == null
        || to == null
        || !from.books().equals(to.books())
        || !from.posted().isSameCurrency(to.posted())
        || !from.posted().isSameCurrency(transfer.amount())) {
      throw new IllegalStateException("Not in the same books and currency: " + transfer);
    }
  }

  private Optional<PostingOutcome> shortOfFunds(Posting posting, boolean creditsCount) {
    Map<AccountId, Money> net = new HashMap<>();
    for (Transfer transfer : posting.transfers()) {
      net.merge(transfer.from(), transfer.amount().negated(), Money::plus);
      if (creditsCount) {
        net.merge(transfer.to(), transfer.amount(), Money::plus);
      }
    }
    return net.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(change -> keepsBalance(change.getKey()) && change.getValue().isNegative())
        .map(
            change ->
                new PostingOutcome.ShortOfFunds(
                    change.getKey(),
                    account(change.getKey()).available().plus(change.getValue()).negated()))
        .filter(refusal -> refusal.missing().isPositive())
        .map(PostingOutcome.class::cast)
        .findFirst();
  }

  @Override
  public synchronized HoldOutcome end(
      PostingId hold, HoldOutcome.How how, String cause, Instant now) {
    Held held = holds.get(hold);
    if (held == null) {
      throw new IllegalStateException("There is no hold " + hold);
    }
    Ended ended = ends.get(hold);
    if (ended != null) {
      return ended.how() == how ? ended.answer() : new HoldOutcome.EndedOtherwise(ended.how());
    }
    if (how == HoldOutcome.How.EXPIRED && now.isBefore(held.expiresAt())) {
      return new HoldOutcome.NotDue();
    }
    List<Transfer> transfers = held.posting().transfers();
    transfers.forEach(t -> reserve(t.from(), t.amount().negated()));
    List<Entry> written = how == HoldOutcome.How.POSTED ? write(transfers, cause, now) : List.of();
    HoldOutcome.Ended answer = new HoldOutcome.Ended(new PostingId(++ids), written);
    ends.put(hold, new Ended(how, answer));
    return answer;
  }

  @Override
  public synchronized List<Entry> entries(AccountId account, @Nullable Long before, int limit) {
    return entries.stream()
        .filter(entry -> entry.account().equals(account))
        .filter(entry -> before == null || entry.id() < before)
        .sorted(Comparator.comparingLong(Entry::id).reversed())
        .limit(limit)
        .toList();
  }

  private List<Entry> write(List<Transfer> transfers, String cause, Instant at) {
    List<Entry> written = new ArrayList<>();
    for (Transfer transfer : transfers) {
      move(transfer.from(), transfer.amount().negated(), transfer, cause, at)
          .ifPresent(written::add);
      move(transfer.to(), transfer.amount(), transfer, cause, at).ifPresent(written::add);
    }
    entries.addAll(written);
    return written;
  }

  private Optional<Entry> move(
      AccountId id, Money amount, Transfer transfer, String cause, Instant at) {
    if (!keepsBalance(id)) {
      return Optional.empty();
    }
    Account before = account(id);
    Account after =
        new Account(
            id,
            before.books(),
            before.holder(),
            before.posted().plus(amount),
            before.pending(),
            before.creditLimit(),
            before.version() + 1);
    accounts.put(id, after);
    return Optional.of(
        new Entry(
            ++ids,
            id,
            amount,
            before.posted(),
            after.posted(),
            after.version(),
            cause,
            transfer.purpose(),
            at));
  }

  private void reserve(AccountId id, Money amount) {
    if (keepsBalance(id)) {
      Account a = account(id);
      accounts.put(
          id,
          new Account(
              id,
              a.books(),
              a.holder(),
              a.posted(),
              a.pending().plus(amount),
              a.creditLimit(),
              a.version()));
    }
  }

  private boolean keepsBalance(AccountId id) {
    return !(account(id).holder() instanceof Holder.House);
  }

  private Account account(AccountId id) {
    return byId(id).orElseThrow();
  }
}
