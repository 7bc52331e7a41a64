package io.tierline.pricing.standing.jooq;

import static io.tierline.pricing.db.Tables.STANDING;
import static io.tierline.pricing.db.Tables.STANDING_CHANGE;
import static org.jooq.impl.DSL.max;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.db.tables.records.StandingChangeRecord;
import io.tierline.pricing.db.tables.records.StandingRecord;
import io.tierline.pricing.standing.PartnerStanding;
import io.tierline.pricing.standing.StandingChange;
import io.tierline.pricing.standing.Standings;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
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

  /**
   * The present one is read first: a change that commits in between tells what it was until then.
   */
  @Override
  public Optional<PartnerStanding> asKnownAt(SellerId partner, Instant at) {
    Optional<PartnerStanding> present = find(partner);
    return sql.selectFrom(STANDING_CHANGE)
        .where(STANDING_CHANGE.PARTNER_ID.eq(partner.value()))
        .and(STANDING_CHANGE.CHANGED_AT.gt(at))
        .orderBy(STANDING_CHANGE.CHANGED_AT, STANDING_CHANGE.ID)
        .limit(1)
        .fetchOptional()
        .map(JooqStandings::before)
        .orElse(present);
  }

  private static Optional<PartnerStanding> before(StandingChangeRecord row) {
    @Nullable Long receipts = row.getReceiptsBefore();
    return receipts == null
        ? Optional.empty()
        : Optional.of(
            new PartnerStanding(
                new SellerId(row.getPartnerId()),
                new SellerId(row.getParentId()),
                Money.ofMinor(CurrencyUnit.of(row.getCurrencyBefore()), receipts),
                row.getOrdersBefore(),
                row.getCountedBefore()));
  }

  @Override
  public void record(StandingChange change) {
    StandingChangeRecord row = sql.newRecord(STANDING_CHANGE);
    row.setPartnerId(change.partner().value());
    row.setParentId(change.parent().value());
    row.setSlabBefore((short) change.slabBefore());
    row.setSlabAfter((short) change.slabAfter());
    @Nullable PartnerStanding before = change.before();
    if (before != null) {
      row.setReceiptsBefore(before.totalReceipts().getAmountMinorLong());
      row.setCurrencyBefore(before.totalReceipts().getCurrencyUnit().getCode());
      row.setOrdersBefore(before.webServicesOrders());
      row.setCountedBefore(before.countedAt());
    }
    row.setChangedAt(afterTheNewest(change));
    sql.insertInto(STANDING_CHANGE).set(row).execute();
  }

  private Instant afterTheNewest(StandingChange change) {
    @Nullable Instant newest =
        sql.select(max(STANDING_CHANGE.CHANGED_AT))
            .from(STANDING_CHANGE)
            .where(STANDING_CHANGE.PARTNER_ID.eq(change.partner().value()))
            .fetchSingle()
            .value1();
    return newest == null || newest.isBefore(change.at())
        ? change.at()
        : newest.plus(1, ChronoUnit.MICROS);
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
