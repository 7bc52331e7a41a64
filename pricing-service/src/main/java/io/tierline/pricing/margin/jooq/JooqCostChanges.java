package io.tierline.pricing.margin.jooq;

import static io.tierline.pricing.db.Tables.COST_CHANGE;
import static io.tierline.pricing.db.Tables.SELLER;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.boolAnd;
import static org.jooq.impl.DSL.boolOr;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.select;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.MarginEvent.Cause;
import io.tierline.pricing.margin.CostChanged;
import io.tierline.pricing.margin.CostChanges;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.SelectForUpdateOfStep;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The rows come from triggers. */
@Repository
class JooqCostChanges implements CostChanges {

  private final DSLContext sql;

  JooqCostChanges(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public List<SellerId> waiting(Step step, Due due, int limit) {
    return sql.select(COST_CHANGE.SELLER_ID)
        .from(COST_CHANGE)
        .where(COST_CHANGE.STEP.eq(step.name()))
        .and(COST_CHANGE.CHANGED_AT.le(due.now()))
        .and(COST_CHANGE.SELLER_ID.in(select(SELLER.SELLER_ID).from(SELLER)))
        .groupBy(COST_CHANGE.SELLER_ID)
        .having(boolAnd(isDueAt(due.now())))
        .and(boolOr(COST_CHANGE.ATTEMPTS.lt((short) due.attemptsMax())))
        .and(
            max(COST_CHANGE.CHANGED_AT)
                .le(due.quietSince())
                .or(min(COST_CHANGE.CHANGED_AT).le(due.waitedSince())))
        .orderBy(min(COST_CHANGE.CHANGED_AT), COST_CHANGE.SELLER_ID)
        .limit(limit)
        .fetch(row -> new SellerId(row.value1()));
  }

  private static Condition isDueAt(Instant now) {
    return COST_CHANGE.RETRY_AT.isNull().or(COST_CHANGE.RETRY_AT.le(now));
  }

  /** The seller's own row stands for its changes: locking those would leave out one just added. */
  @Override
  public List<CostChanged> lock(Step step, SellerId seller, Instant now) {
    boolean ours = ofSeller(seller).skipLocked().fetch().isNotEmpty();
    return !ours || sql.fetchExists(COST_CHANGE, isAt(step, seller).andNot(isDueAt(now)))
        ? List.of()
        : changes(step, seller, now);
  }

  /** Waits for others, who can only be about to find that the look has begun. */
  @Override
  public List<CostChanged> lockBegun(Step step, SellerId seller, Instant now) {
    ofSeller(seller).fetch();
    return changes(step, seller, now);
  }

  private SelectForUpdateOfStep<Record1<Integer>> ofSeller(SellerId seller) {
    return sql.selectOne().from(SELLER).where(SELLER.SELLER_ID.eq(seller.value())).forNoKeyUpdate();
  }

  private static Condition isAt(Step step, SellerId seller) {
    return COST_CHANGE.SELLER_ID.eq(seller.value()).and(COST_CHANGE.STEP.eq(step.name()));
  }

  private List<CostChanged> changes(Step step, SellerId seller, Instant now) {
    return sql.select(
            COST_CHANGE.ID, COST_CHANGE.CAUSE, COST_CHANGE.CHANGED_AT, COST_CHANGE.ATTEMPTS)
        .from(COST_CHANGE)
        .where(isAt(step, seller))
        .and(COST_CHANGE.CHANGED_AT.le(now))
        .orderBy(COST_CHANGE.CHANGED_AT, COST_CHANGE.ID)
        .fetch(
            row ->
                new CostChanged(
                    row.value1(), seller, Cause.valueOf(row.value2()), row.value3(), row.value4()));
  }

  private static Condition isOneOf(List<CostChanged> changes) {
    return COST_CHANGE.ID.eq(any(changes.stream().map(CostChanged::id).toArray(Long[]::new)));
  }

  @Override
  public void alerted(List<CostChanged> changes) {
    sql.update(COST_CHANGE)
        .set(COST_CHANGE.STEP, Step.RULES.name())
        .set(COST_CHANGE.ATTEMPTS, (short) 0)
        .setNull(COST_CHANGE.RETRY_AT)
        .where(isOneOf(changes))
        .execute();
  }

  @Override
  public void done(List<CostChanged> changes) {
    sql.deleteFrom(COST_CHANGE).where(isOneOf(changes)).execute();
  }

  @Override
  public void postpone(List<CostChanged> changes, int attempts, Instant until) {
    sql.update(COST_CHANGE)
        .set(COST_CHANGE.ATTEMPTS, (short) attempts)
        .set(COST_CHANGE.RETRY_AT, until)
        .where(isOneOf(changes))
        .execute();
  }

  @Override
  public int retryAll(int attemptsMax, Instant now) {
    return sql.update(COST_CHANGE)
        .set(COST_CHANGE.ATTEMPTS, (short) 0)
        .setNull(COST_CHANGE.RETRY_AT)
        .where(COST_CHANGE.ATTEMPTS.ge((short) attemptsMax))
        .and(COST_CHANGE.RETRY_AT.le(now))
        .execute();
  }

  @Override
  public Backlog backlog(Instant now) {
    return sql.select(
            count(),
            count().filterWhere(COST_CHANGE.ATTEMPTS.gt((short) 0)),
            min(COST_CHANGE.CHANGED_AT))
        .from(COST_CHANGE)
        .where(COST_CHANGE.CHANGED_AT.le(now))
        .fetchSingle(
            row -> {
              @Nullable Instant oldest = row.value3();
              return new Backlog(
                  Objects.requireNonNull(row.value1()),
                  Objects.requireNonNull(row.value2()),
                  oldest);
            });
  }
}
