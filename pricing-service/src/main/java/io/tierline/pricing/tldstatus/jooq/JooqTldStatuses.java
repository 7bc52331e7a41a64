package io.tierline.pricing.tldstatus.jooq;

import static io.tierline.pricing.db.Tables.TLD_STATUS;
import static io.tierline.pricing.db.Tables.TLD_STATUS_HEAD;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.val;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.db.tables.records.TldStatusRecord;
import io.tierline.pricing.engine.TldStatus;
import io.tierline.pricing.tldstatus.TldStatuses;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class JooqTldStatuses implements TldStatuses {

  private final DSLContext sql;

  JooqTldStatuses(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public Map<SellerId, Long> versions(Collection<SellerId> sellers) {
    return sql.select(TLD_STATUS_HEAD.SELLER_ID, TLD_STATUS_HEAD.VERSION)
        .from(TLD_STATUS_HEAD)
        .where(TLD_STATUS_HEAD.SELLER_ID.in(sellers.stream().map(SellerId::value).toList()))
        .and(TLD_STATUS_HEAD.VERSION.gt(0L))
        .fetchMap(row -> new SellerId(row.value1()), row -> row.value2());
  }

  @Override
  public long lock(SellerId seller) {
    sql.insertInto(TLD_STATUS_HEAD)
        .set(TLD_STATUS_HEAD.SELLER_ID, seller.value())
        .set(TLD_STATUS_HEAD.VERSION, 0L)
        .onConflictDoNothing()
        .execute();
    return sql.select(TLD_STATUS_HEAD.VERSION)
        .from(TLD_STATUS_HEAD)
        .where(TLD_STATUS_HEAD.SELLER_ID.eq(seller.value()))
        .forUpdate()
        .fetchSingle()
        .value1();
  }

  @Override
  public List<SellerId> lockNext(@Nullable SellerId after, int limit) {
    return sql.select(TLD_STATUS_HEAD.SELLER_ID)
        .from(TLD_STATUS_HEAD)
        .where(TLD_STATUS_HEAD.VERSION.gt(0L))
        .and(after == null ? noCondition() : TLD_STATUS_HEAD.SELLER_ID.gt(after.value()))
        .orderBy(TLD_STATUS_HEAD.SELLER_ID)
        .limit(limit)
        .forUpdate()
        .fetch(row -> new SellerId(row.value1()));
  }

  @Override
  public Map<String, Recorded> present(SellerId seller) {
    return newest(seller, noCondition());
  }

  @Override
  public Map<String, TldStatus> asKnownAt(SellerId seller, Instant at) {
    return newest(seller, TLD_STATUS.RECORDED_AT.le(at)).values().stream()
        .collect(Collectors.toMap(Recorded::tld, Recorded::status));
  }

  private Map<String, Recorded> newest(SellerId seller, Condition known) {
    return sql
        .selectDistinct(TLD_STATUS.fields())
        .on(TLD_STATUS.TLD)
        .from(TLD_STATUS)
        .where(TLD_STATUS.SELLER_ID.eq(seller.value()))
        .and(known)
        .orderBy(TLD_STATUS.TLD, TLD_STATUS.VERSION.desc())
        .fetchInto(TLD_STATUS)
        .stream()
        .map(JooqTldStatuses::read)
        .collect(Collectors.toMap(Recorded::tld, recorded -> recorded));
  }

  @Override
  public void record(SellerId seller, List<Recorded> changed) {
    long version = changed.getFirst().version();
    int raised =
        sql.update(TLD_STATUS_HEAD)
            .set(TLD_STATUS_HEAD.VERSION, version)
            .where(TLD_STATUS_HEAD.SELLER_ID.eq(seller.value()))
            .and(TLD_STATUS_HEAD.VERSION.eq(version - 1))
            .execute();
    if (raised != 1) {
      throw new IllegalStateException(
          "The statuses of %s were not locked at version %d".formatted(seller, version - 1));
    }
    for (Recorded each : changed) {
      sql.insertInto(TLD_STATUS)
          .set(TLD_STATUS.SELLER_ID, seller.value())
          .set(TLD_STATUS.TLD, each.tld())
          .set(TLD_STATUS.VERSION, version)
          .set(TLD_STATUS.STATUS, each.status().name())
          .set(TLD_STATUS.TERMS_VERSION, each.termsVersion())
          .set(TLD_STATUS.RECORDED_AT, each.at())
          .set(TLD_STATUS.RECORDED_BY, each.by())
          .set(TLD_STATUS.REASON, each.reason())
          .execute();
    }
  }

  @Override
  public List<Recorded> history(SellerId seller, String tld, Window window) {
    return sql.selectFrom(TLD_STATUS)
        .where(TLD_STATUS.SELLER_ID.eq(seller.value()))
        .and(TLD_STATUS.TLD.eq(tld))
        .and(
            window.before().isPresent()
                ? TLD_STATUS.VERSION.lt(window.before().getAsLong())
                : noCondition())
        .orderBy(TLD_STATUS.VERSION.desc())
        .limit(window.limit())
        .fetch(JooqTldStatuses::read);
  }

  private static Recorded read(TldStatusRecord row) {
    return new Recorded(
        row.getTld(),
        TldStatus.valueOf(row.getStatus()),
        row.getVersion(),
        row.getTermsVersion(),
        row.getRecordedAt(),
        row.getRecordedBy(),
        row.getReason());
  }

  @Override
  public long ordersOf(String tld) {
    return sql.select(function("orders_of_tld", Long.class, val(tld))).fetchSingle().value1();
  }
}
