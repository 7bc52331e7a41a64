package io.tierline.ordering.credit.jooq;

import static io.tierline.ordering.db.Tables.PARTNER_ACCOUNT;
import static io.tierline.ordering.db.Tables.TOTAL_RECEIPTS_CHANGE;

import io.tierline.contracts.SellerId;
import io.tierline.ordering.credit.PartnerAccount;
import io.tierline.ordering.credit.PartnerAccounts;
import io.tierline.ordering.credit.TotalReceiptsChange;
import io.tierline.ordering.credit.TotalReceiptsChange.Author;
import io.tierline.ordering.credit.TotalReceiptsChange.Kind;
import io.tierline.ordering.db.tables.records.PartnerAccountRecord;
import io.tierline.ordering.ledger.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
@Transactional
class JooqPartnerAccounts implements PartnerAccounts {

  private final DSLContext dsl;

  JooqPartnerAccounts(DSLContext dsl) {
    this.dsl = dsl;
  }

  @Override
  public Optional<PartnerAccount> find(SellerId partner) {
    return dsl.selectFrom(PARTNER_ACCOUNT)
        .where(PARTNER_ACCOUNT.PARTNER_ID.eq(partner.value()))
        .fetchOptional(JooqPartnerAccounts::read);
  }

  @Override
  public Optional<PartnerAccount> lock(SellerId partner) {
    return dsl.selectFrom(PARTNER_ACCOUNT)
        .where(PARTNER_ACCOUNT.PARTNER_ID.eq(partner.value()))
        .forUpdate()
        .fetchOptional(JooqPartnerAccounts::read);
  }

  private static PartnerAccount read(PartnerAccountRecord row) {
    return new PartnerAccount(
        new SellerId(row.getPartnerId()),
        new SellerId(row.getSellerId()),
        new AccountId(row.getLedgerAccountId()),
        Money.ofMinor(CurrencyUnit.of(row.getCurrency()), row.getTotalReceipts()),
        row.getWebServicesOrders());
  }

  @Override
  public void open(PartnerAccount account, Instant now) {
    dsl.insertInto(PARTNER_ACCOUNT)
        .set(PARTNER_ACCOUNT.PARTNER_ID, account.partner().value())
        .set(PARTNER_ACCOUNT.SELLER_ID, account.parent().value())
        .set(PARTNER_ACCOUNT.LEDGER_ACCOUNT_ID, account.account().value())
        .set(PARTNER_ACCOUNT.CURRENCY, account.currency().getCode())
        .set(PARTNER_ACCOUNT.OPENED_AT, now)
        .execute();
  }

  @Override
  public void record(PartnerAccount account, TotalReceiptsChange change) {
    dsl.insertInto(TOTAL_RECEIPTS_CHANGE)
        .set(TOTAL_RECEIPTS_CHANGE.PARTNER_ID, account.partner().value())
        .set(TOTAL_RECEIPTS_CHANGE.SELLER_ID, account.parent().value())
        .set(TOTAL_RECEIPTS_CHANGE.NUMBER, change.number())
        .set(TOTAL_RECEIPTS_CHANGE.KIND, change.kind().name())
        .set(TOTAL_RECEIPTS_CHANGE.RECEIPT, change.receipt())
        .set(TOTAL_RECEIPTS_CHANGE.AMOUNT, change.amount().getAmountMinorLong())
        .set(TOTAL_RECEIPTS_CHANGE.DIFFERENCE, change.difference().getAmountMinorLong())
        .set(TOTAL_RECEIPTS_CHANGE.TOTAL_AFTER, change.totalAfter().getAmountMinorLong())
        .set(TOTAL_RECEIPTS_CHANGE.AUTHOR, change.author().name())
        .set(TOTAL_RECEIPTS_CHANGE.REASON, change.author().reason())
        .set(TOTAL_RECEIPTS_CHANGE.CHANGED_AT, change.author().at())
        .execute();
    int changed =
        dsl.update(PARTNER_ACCOUNT)
            .set(PARTNER_ACCOUNT.TOTAL_RECEIPTS, change.totalAfter().getAmountMinorLong())
            .where(PARTNER_ACCOUNT.PARTNER_ID.eq(account.partner().value()))
            .and(
                PARTNER_ACCOUNT.TOTAL_RECEIPTS.eq(
                    change.totalAfter().minus(change.difference()).getAmountMinorLong()))
            .execute();
    if (changed != 1) {
      throw new IllegalStateException(
          "The account of partner %s was not locked".formatted(account.partner()));
    }
  }

  @Override
  public PartnerAccount countWebServicesOrder(SellerId partner) {
    return dsl.update(PARTNER_ACCOUNT)
        .set(PARTNER_ACCOUNT.WEB_SERVICES_ORDERS, PARTNER_ACCOUNT.WEB_SERVICES_ORDERS.plus(1))
        .where(PARTNER_ACCOUNT.PARTNER_ID.eq(partner.value()))
        .returning()
        .fetchOptional(JooqPartnerAccounts::read)
        .orElseThrow(() -> new IllegalStateException("No account of partner " + partner));
  }

  @Override
  public Optional<TotalReceiptsChange> latestChange(SellerId partner) {
    return changes(partner, DSL.noCondition(), 1).stream().findFirst();
  }

  @Override
  public Optional<TotalReceiptsChange> latestChange(SellerId partner, int receipt) {
    return changes(partner, TOTAL_RECEIPTS_CHANGE.RECEIPT.eq(receipt), 1).stream().findFirst();
  }

  @Override
  public List<TotalReceiptsChange> changes(SellerId partner, @Nullable Long before, int limit) {
    return changes(
        partner,
        before == null
            ? DSL.noCondition()
            : TOTAL_RECEIPTS_CHANGE.NUMBER.cast(Long.class).lt(before),
        limit);
  }

  private List<TotalReceiptsChange> changes(SellerId partner, Condition condition, int limit) {
    return dsl.select(TOTAL_RECEIPTS_CHANGE, PARTNER_ACCOUNT.CURRENCY)
        .from(TOTAL_RECEIPTS_CHANGE)
        .join(PARTNER_ACCOUNT)
        .on(PARTNER_ACCOUNT.PARTNER_ID.eq(TOTAL_RECEIPTS_CHANGE.PARTNER_ID))
        .where(TOTAL_RECEIPTS_CHANGE.PARTNER_ID.eq(partner.value()))
        .and(condition)
        .orderBy(TOTAL_RECEIPTS_CHANGE.NUMBER.desc())
        .limit(limit)
        .fetch(
            row -> {
              var change = row.value1();
              CurrencyUnit currency = CurrencyUnit.of(row.value2());
              return new TotalReceiptsChange(
                  change.getNumber(),
                  Kind.valueOf(change.getKind()),
                  change.getReceipt(),
                  Money.ofMinor(currency, change.getAmount()),
                  Money.ofMinor(currency, change.getDifference()),
                  Money.ofMinor(currency, change.getTotalAfter()),
                  new Author(change.getAuthor(), change.getReason(), change.getChangedAt()));
            });
  }
}
