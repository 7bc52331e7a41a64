package io.tierline.ordering.ledger.jooq;

import static io.tierline.ordering.db.Tables.LEDGER_ACCOUNT;
import static io.tierline.ordering.db.Tables.LEDGER_ENTRY;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.val;

import io.micrometer.core.instrument.MeterRegistry;
import io.tierline.contracts.CustomerId;
import io.tierline.contracts.SellerId;
import io.tierline.ordering.db.tables.records.LedgerAccountRecord;
import io.tierline.ordering.db.tables.records.LedgerEntryRecord;
import io.tierline.ordering.ledger.Account;
import io.tierline.ordering.ledger.AccountId;
import io.tierline.ordering.ledger.Entry;
import io.tierline.ordering.ledger.HoldOutcome;
import io.tierline.ordering.ledger.Holder;
import io.tierline.ordering.ledger.Ledger;
import io.tierline.ordering.ledger.Posting;
import io.tierline.ordering.ledger.PostingId;
import io.tierline.ordering.ledger.PostingOutcome;
import io.tierline.ordering.ledger.Transfer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.QueryPart;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The ledger over the functions of V1__ledger.sql: one statement per posting. */
@Repository
@Transactional
class JooqLedger implements Ledger {

  private static final String PARTNER_CREDIT = "PARTNER_CREDIT";
  private static final String CUSTOMER_DEBIT = "CUSTOMER_DEBIT";
  private static final String HOUSE = "HOUSE";

  private final DSLContext dsl;
  private final MeterRegistry meters;

  JooqLedger(DSLContext dsl, MeterRegistry meters) {
    this.dsl = dsl;
    this.meters = meters;
  }

  @Override
  public Account open(SellerId books, Holder holder, CurrencyUnit currency, Instant now) {
    return find(books, holder, currency)
        .orElseGet(
            () -> {
              insert(books, holder, currency, now);
              return find(books, holder, currency)
                  .orElseThrow(
                      () ->
                          new IllegalStateException(
                              "The account of %s with seller %s could not be opened"
                                  .formatted(holder, books)));
            });
  }

  private void insert(SellerId books, Holder holder, CurrencyUnit currency, Instant now) {
    dsl.insertInto(LEDGER_ACCOUNT)
        .set(LEDGER_ACCOUNT.SELLER_ID, books.value())
        .set(LEDGER_ACCOUNT.KIND, kind(holder))
        .set(LEDGER_ACCOUNT.HOLDER_ID, holderId(holder))
        .set(LEDGER_ACCOUNT.HOUSE_ROLE, houseRole(holder))
        .set(LEDGER_ACCOUNT.CURRENCY, currency.getCode())
        .set(LEDGER_ACCOUNT.OPENED_AT, now)
        .onConflictDoNothing()
        .execute();
  }

  @Override
  public Optional<Account> find(SellerId books, Holder holder, CurrencyUnit currency) {
    Condition whose =
        holder instanceof Holder.House(Holder.Role role)
            ? LEDGER_ACCOUNT.HOUSE_ROLE.eq(role.name())
            : LEDGER_ACCOUNT.HOLDER_ID.eq(holderId(holder));
    return dsl.selectFrom(LEDGER_ACCOUNT)
        .where(LEDGER_ACCOUNT.SELLER_ID.eq(books.value()))
        .and(LEDGER_ACCOUNT.KIND.eq(kind(holder)))
        .and(whose)
        .and(LEDGER_ACCOUNT.CURRENCY.eq(currency.getCode()))
        .fetchOptional(JooqLedger::account);
  }

  @Override
  public Optional<Account> byId(AccountId id) {
    return dsl.selectFrom(LEDGER_ACCOUNT)
        .where(LEDGER_ACCOUNT.ID.eq(id.value()))
        .fetchOptional(JooqLedger::account);
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public PostingOutcome post(Posting posting) {
    return record("POST", posting, null);
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public PostingOutcome hold(Posting posting, Instant expiresAt) {
    return record("HOLD", posting, expiresAt);
  }

  private PostingOutcome record(String kind, Posting posting, @Nullable Instant expiresAt) {
    List<Transfer> transfers = posting.transfers();
    Record row =
        dsl.fetchSingle(
            """
            select outcome, posting_id, short_account_id, short_by, currency
              from ledger_record({0}, {1}, {2}, {3}::timestamptz, {4}::timestamptz,
                {5}::bigint[], {6}::bigint[], {7}::bigint[], {8}::text[], {9}::text[])
              left join ledger_account a on a.id = short_account_id\
            """,
            val(kind),
            val(posting.key()),
            val(posting.cause()),
            val(utc(posting.happenedAt())),
            val(expiresAt == null ? null : utc(expiresAt), OffsetDateTime.class),
            longs(transfers, transfer -> transfer.from().value()),
            longs(transfers, transfer -> transfer.to().value()),
            longs(transfers, transfer -> transfer.amount().getAmountMinorLong()),
            texts(transfers, transfer -> transfer.amount().getCurrencyUnit().getCode()),
            texts(transfers, Transfer::purpose));
    PostingOutcome outcome =
        switch (text(row, "outcome")) {
          case "RECORDED" -> recorded(row);
          case "REPLAYED" -> new PostingOutcome.Replayed(recorded(row));
          case "SHORT" ->
              new PostingOutcome.ShortOfFunds(
                  new AccountId(number(row, "short_account_id")),
                  Money.ofMinor(CurrencyUnit.of(text(row, "currency")), number(row, "short_by")));
          case "KEY_REUSED" ->
              new PostingOutcome.KeyReused(new PostingId(number(row, "posting_id")));
          default -> throw new IllegalStateException("Unknown outcome of a posting: " + row);
        };
    count(kind, outcome.getClass());
    return outcome;
  }

  private PostingOutcome.Recorded recorded(Record row) {
    PostingId id = new PostingId(number(row, "posting_id"));
    return new PostingOutcome.Recorded(id, entriesOf(id));
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public HoldOutcome end(PostingId hold, HoldOutcome.How how, String cause, Instant now) {
    Record row =
        dsl.fetchSingle(
            """
            select outcome, posting_id, ended_as
              from ledger_end_hold({0}, {1}, {2}, {3}::timestamptz)\
            """,
            val(hold.value()), val(how.name()), val(cause), val(utc(now)));
    HoldOutcome outcome =
        switch (text(row, "outcome")) {
          case "ENDED" -> {
            PostingId id = new PostingId(number(row, "posting_id"));
            yield new HoldOutcome.Ended(id, entriesOf(id));
          }
          case "ENDED_OTHERWISE" ->
              new HoldOutcome.EndedOtherwise(HoldOutcome.How.valueOf(text(row, "ended_as")));
          case "NOT_DUE" -> new HoldOutcome.NotDue();
          default -> throw new IllegalStateException("Unknown outcome of ending a hold: " + row);
        };
    count(how.name(), outcome.getClass());
    return outcome;
  }

  @Override
  public List<Entry> entries(AccountId account, @Nullable Long before, int limit) {
    return dsl.selectFrom(LEDGER_ENTRY)
        .where(LEDGER_ENTRY.ACCOUNT_ID.eq(account.value()))
        .and(before == null ? noCondition() : LEDGER_ENTRY.ID.lt(before))
        .orderBy(LEDGER_ENTRY.ID.desc())
        .limit(limit)
        .fetch(JooqLedger::entry);
  }

  private List<Entry> entriesOf(PostingId posting) {
    return dsl.selectFrom(LEDGER_ENTRY)
        .where(LEDGER_ENTRY.POSTING_ID.eq(posting.value()))
        .and(LEDGER_ENTRY.ACCOUNT_VERSION.isNotNull())
        .orderBy(LEDGER_ENTRY.ID)
        .fetch(JooqLedger::entry);
  }

  private void count(String kind, Class<?> outcome) {
    meters
        .counter("tierline.ledger.postings", "kind", kind, "outcome", outcome.getSimpleName())
        .increment();
  }

  private static Account account(LedgerAccountRecord row) {
    CurrencyUnit currency = CurrencyUnit.of(row.getCurrency());
    return new Account(
        new AccountId(row.getId()),
        new SellerId(row.getSellerId()),
        holder(row),
        Money.ofMinor(currency, row.getPosted()),
        Money.ofMinor(currency, row.getPending()),
        Money.ofMinor(currency, row.getCreditLimit()),
        row.getVersion());
  }

  private static Holder holder(LedgerAccountRecord row) {
    return switch (row.getKind()) {
      case PARTNER_CREDIT -> new Holder.Partner(new SellerId(row.getHolderId()));
      case CUSTOMER_DEBIT -> new Holder.Customer(new CustomerId(row.getHolderId()));
      case HOUSE -> new Holder.House(Holder.Role.valueOf(row.getHouseRole()));
      default -> throw new IllegalStateException("Unknown kind of account: " + row.getKind());
    };
  }

  private static Entry entry(LedgerEntryRecord row) {
    CurrencyUnit currency = CurrencyUnit.of(row.getCurrency());
    return new Entry(
        row.getId(),
        new AccountId(row.getAccountId()),
        Money.ofMinor(currency, row.getAmount()),
        Money.ofMinor(currency, row.getBalanceBefore()),
        Money.ofMinor(currency, row.getBalanceAfter()),
        row.getAccountVersion(),
        row.getCause(),
        row.getPurpose(),
        row.getHappenedAt());
  }

  private static String kind(Holder holder) {
    return switch (holder) {
      case Holder.Partner _ -> PARTNER_CREDIT;
      case Holder.Customer _ -> CUSTOMER_DEBIT;
      case Holder.House _ -> HOUSE;
    };
  }

  private static @Nullable Long holderId(Holder holder) {
    return switch (holder) {
      case Holder.Partner(SellerId id) -> id.value();
      case Holder.Customer(CustomerId id) -> id.value();
      case Holder.House _ -> null;
    };
  }

  private static @Nullable String houseRole(Holder holder) {
    return holder instanceof Holder.House(Holder.Role role) ? role.name() : null;
  }

  private static QueryPart longs(List<Transfer> transfers, Function<Transfer, Long> part) {
    return val(transfers.stream().map(part).toArray(Long[]::new));
  }

  private static QueryPart texts(List<Transfer> transfers, Function<Transfer, String> part) {
    return val(transfers.stream().map(part).toArray(String[]::new));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static String text(Record row, String column) {
    return row.get(column, String.class);
  }

  private static long number(Record row, String column) {
    return row.get(column, Long.class);
  }
}
