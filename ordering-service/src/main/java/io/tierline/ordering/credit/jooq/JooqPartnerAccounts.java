package io.tierline.ordering.credit.jooq;

import static io.tierline.ordering.db.Tables.PARTNER_ACCOUNT;

import io.tierline.contracts.SellerId;
import io.tierline.ordering.credit.PartnerAccount;
import io.tierline.ordering.credit.PartnerAccounts;
import io.tierline.ordering.ledger.AccountId;
import java.time.Instant;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jooq.DSLContext;
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
        .fetchOptional(
            row ->
                new PartnerAccount(
                    new SellerId(row.getPartnerId()),
                    new SellerId(row.getSellerId()),
                    new AccountId(row.getLedgerAccountId()),
                    Money.ofMinor(CurrencyUnit.of(row.getCurrency()), row.getTotalReceipts())));
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
  public Money addReceipt(SellerId partner, Money amount) {
    return dsl.update(PARTNER_ACCOUNT)
        .set(
            PARTNER_ACCOUNT.TOTAL_RECEIPTS,
            PARTNER_ACCOUNT.TOTAL_RECEIPTS.plus(amount.getAmountMinorLong()))
        .where(PARTNER_ACCOUNT.PARTNER_ID.eq(partner.value()))
        .and(PARTNER_ACCOUNT.CURRENCY.eq(amount.getCurrencyUnit().getCode()))
        .returning(PARTNER_ACCOUNT.TOTAL_RECEIPTS)
        .fetchSingle(row -> Money.ofMinor(amount.getCurrencyUnit(), row.getTotalReceipts()));
  }
}
