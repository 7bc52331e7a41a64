package io.tierline.pricing.standing.jooq;

import static io.tierline.pricing.db.Tables.STANDING;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.db.tables.records.StandingRecord;
import io.tierline.pricing.standing.PartnerStanding;
import io.tierline.pricing.standing.Standings;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

@Repository
class JooqStandings implements Standings {

  private final DSLContext sql;

  JooqStandings(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public Optional<PartnerStanding> find(SellerId partner) {
    return sql.selectFrom(STANDING)
        .where(STANDING.PARTNER_ID.eq(partner.value()))
        .fetchOptional(JooqStandings::read);
  }

  @Override
  public List<PartnerStanding> ofPartnersOf(SellerId parent, long after, int limit) {
    return sql.selectFrom(STANDING)
        .where(STANDING.PARENT_ID.eq(parent.value()))
        .and(STANDING.PARTNER_ID.gt(after))
        .orderBy(STANDING.PARTNER_ID)
        .limit(limit)
        .fetch(JooqStandings::read);
  }

  @Override
  public void put(PartnerStanding standing) {
    StandingRecord row = sql.newRecord(STANDING);
    row.setPartnerId(standing.partner().value());
    row.setParentId(standing.parent().value());
    row.setTotalReceipts(standing.totalReceipts().getAmountMinorLong());
    row.setCurrency(standing.totalReceipts().getCurrencyUnit().getCode());
    row.setWebServicesOrders(standing.webServicesOrders());
    row.setCountedAt(standing.countedAt());
    sql.insertInto(STANDING).set(row).onConflict(STANDING.PARTNER_ID).doUpdate().set(row).execute();
  }

  private static PartnerStanding read(StandingRecord row) {
    return new PartnerStanding(
        new SellerId(row.getPartnerId()),
        new SellerId(row.getParentId()),
        Money.ofMinor(CurrencyUnit.of(row.getCurrency()), row.getTotalReceipts()),
        row.getWebServicesOrders(),
        row.getCountedAt());
  }
}
