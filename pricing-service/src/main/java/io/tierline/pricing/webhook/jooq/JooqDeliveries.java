package io.tierline.pricing.webhook.jooq;

import static io.tierline.pricing.db.Tables.WEBHOOK_DELIVERY;
import static io.tierline.pricing.db.Tables.WEBHOOK_ENDPOINT;
import static io.tierline.pricing.db.Tables.WEBHOOK_FOLLOW;
import static io.tierline.pricing.db.Tables.WEBHOOK_SECRET;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.least;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.feed.FeedPosition;
import io.tierline.pricing.webhook.Deliveries;
import io.tierline.pricing.webhook.Delivery;
import io.tierline.pricing.webhook.Delivery.LastAttempt;
import io.tierline.pricing.webhook.Delivery.Progress;
import io.tierline.pricing.webhook.Delivery.State;
import io.tierline.pricing.webhook.Endpoint;
import io.tierline.pricing.webhook.EndpointChange;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Result;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class JooqDeliveries implements Deliveries {

  private static final SelectField<Follower> FOLLOWER =
      DSL.row(
              WEBHOOK_FOLLOW.SELLER_ID,
              WEBHOOK_FOLLOW.ENDPOINT_ID,
              WEBHOOK_FOLLOW.AUDIENCE,
              WEBHOOK_FOLLOW.HISTORY,
              WEBHOOK_FOLLOW.PRICES,
              WEBHOOK_FOLLOW.STATUSES,
              WEBHOOK_FOLLOW.CATALOG)
          .convertFrom(
              row -> {
                SellerId seller = new SellerId(row.value1());
                Audience audience = Audience.valueOf(row.value3());
                return new Follower(
                    seller,
                    row.value2(),
                    audience,
                    new FeedPosition(
                        new BookKey(seller, audience),
                        row.value4(),
                        row.value5(),
                        row.value6(),
                        row.value7()));
              });

  private static final SelectField<FeedPosition> LEADS_TO =
      DSL.row(
              WEBHOOK_DELIVERY.SELLER_ID,
              WEBHOOK_DELIVERY.AUDIENCE,
              WEBHOOK_DELIVERY.HISTORY,
              WEBHOOK_DELIVERY.PRICES,
              WEBHOOK_DELIVERY.STATUSES,
              WEBHOOK_DELIVERY.CATALOG)
          .convertFrom(
              row ->
                  new FeedPosition(
                      new BookKey(new SellerId(row.value1()), Audience.valueOf(row.value2())),
                      row.value3(),
                      row.value4(),
                      row.value5(),
                      row.value6()));

  private static final SelectField<@Nullable LastAttempt> LAST =
      DSL.row(
              WEBHOOK_DELIVERY.ATTEMPTED_AT,
              WEBHOOK_DELIVERY.RESPONSE_CODE,
              WEBHOOK_DELIVERY.DURATION_MS,
              WEBHOOK_DELIVERY.FAILURE)
          .convertFrom(
              row ->
                  row.value1() == null
                      ? null
                      : new LastAttempt(row.value1(), row.value2(), row.value3(), row.value4()));

  private static final SelectField<Progress> PROGRESS =
      DSL.row(
              WEBHOOK_DELIVERY.STATE,
              WEBHOOK_DELIVERY.ATTEMPTS,
              WEBHOOK_DELIVERY.NEXT_ATTEMPT_AT,
              WEBHOOK_DELIVERY.GIVE_UP_AT,
              LAST)
          .convertFrom(
              row ->
                  new Progress(
                      State.valueOf(row.value1()),
                      row.value2(),
                      row.value3(),
                      row.value4(),
                      row.value5()));

  private static final SelectField<Delivery> DELIVERY =
      DSL.row(
              WEBHOOK_DELIVERY.SELLER_ID,
              WEBHOOK_DELIVERY.DELIVERY_ID,
              WEBHOOK_DELIVERY.ENDPOINT_ID,
              WEBHOOK_DELIVERY.MESSAGE_ID,
              LEADS_TO,
              WEBHOOK_DELIVERY.BODY,
              WEBHOOK_DELIVERY.CREATED_AT,
              PROGRESS)
          .convertFrom(
              row ->
                  new Delivery(
                      new SellerId(row.value1()),
                      row.value2(),
                      row.value3(),
                      row.value4(),
                      row.value5(),
                      row.value6(),
                      row.value7(),
                      row.value8()));

  private final DSLContext sql;

  JooqDeliveries(DSLContext sql) {
    this.sql = sql;
  }

  private static final Condition FOLLOWS_IDLY =
      exists(
              selectOne()
                  .from(WEBHOOK_ENDPOINT)
                  .where(WEBHOOK_ENDPOINT.SELLER_ID.eq(WEBHOOK_FOLLOW.SELLER_ID))
                  .and(WEBHOOK_ENDPOINT.ENDPOINT_ID.eq(WEBHOOK_FOLLOW.ENDPOINT_ID))
                  .and(WEBHOOK_ENDPOINT.DISABLED_AT.isNull()))
          .and(
              notExists(
                  selectOne()
                      .from(WEBHOOK_DELIVERY)
                      .where(WEBHOOK_DELIVERY.SELLER_ID.eq(WEBHOOK_FOLLOW.SELLER_ID))
                      .and(WEBHOOK_DELIVERY.ENDPOINT_ID.eq(WEBHOOK_FOLLOW.ENDPOINT_ID))
                      .and(WEBHOOK_DELIVERY.AUDIENCE.eq(WEBHOOK_FOLLOW.AUDIENCE))
                      .and(WEBHOOK_DELIVERY.STATE.eq(State.PENDING.name()))));

  @Override
  public List<Follower> idle(@Nullable Follower after, int limit) {
    return sql.select(FOLLOWER)
        .from(WEBHOOK_FOLLOW)
        .where(FOLLOWS_IDLY)
        .and(
            after == null
                ? noCondition()
                : row(WEBHOOK_FOLLOW.SELLER_ID, WEBHOOK_FOLLOW.ENDPOINT_ID, WEBHOOK_FOLLOW.AUDIENCE)
                    .gt(after.seller().value(), after.endpoint(), after.audience().name()))
        .orderBy(WEBHOOK_FOLLOW.SELLER_ID, WEBHOOK_FOLLOW.ENDPOINT_ID, WEBHOOK_FOLLOW.AUDIENCE)
        .limit(limit)
        .fetch(row -> row.value1());
  }

  /** The endpoint comes first, as with whoever changes it: nobody waits for anybody in a circle. */
  @Override
  public Optional<Follower> lockIdle(Follower follower) {
    boolean isThere =
        sql.selectOne()
            .from(WEBHOOK_ENDPOINT)
            .where(isEndpoint(follower.seller(), follower.endpoint()))
            .forKeyShare()
            .skipLocked()
            .fetchOptional()
            .isPresent();
    if (!isThere) {
      return Optional.empty();
    }
    return sql.select(FOLLOWER)
        .from(WEBHOOK_FOLLOW)
        .where(WEBHOOK_FOLLOW.SELLER_ID.eq(follower.seller().value()))
        .and(WEBHOOK_FOLLOW.ENDPOINT_ID.eq(follower.endpoint()))
        .and(WEBHOOK_FOLLOW.AUDIENCE.eq(follower.audience().name()))
        .and(FOLLOWS_IDLY)
        .forUpdate()
        .of(WEBHOOK_FOLLOW)
        .skipLocked()
        .fetchOptional(row -> row.value1());
  }

  @Override
  public Delivery add(Delivery delivery) {
    long id =
        sql.insertInto(WEBHOOK_DELIVERY)
            .set(WEBHOOK_DELIVERY.SELLER_ID, delivery.seller().value())
            .set(WEBHOOK_DELIVERY.ENDPOINT_ID, delivery.endpoint())
            .set(WEBHOOK_DELIVERY.AUDIENCE, delivery.leadsTo().book().audience().name())
            .set(WEBHOOK_DELIVERY.MESSAGE_ID, delivery.messageId())
            .set(WEBHOOK_DELIVERY.BODY, delivery.body())
            .set(WEBHOOK_DELIVERY.HISTORY, delivery.leadsTo().history())
            .set(WEBHOOK_DELIVERY.PRICES, delivery.leadsTo().prices())
            .set(WEBHOOK_DELIVERY.STATUSES, delivery.leadsTo().statuses())
            .set(WEBHOOK_DELIVERY.CATALOG, delivery.leadsTo().catalog())
            .set(WEBHOOK_DELIVERY.STATE, delivery.progress().state().name())
            .set(WEBHOOK_DELIVERY.CREATED_AT, delivery.createdAt())
            .set(WEBHOOK_DELIVERY.ATTEMPTS, delivery.progress().attempts())
            .set(WEBHOOK_DELIVERY.NEXT_ATTEMPT_AT, delivery.progress().nextAttemptAt())
            .set(WEBHOOK_DELIVERY.GIVE_UP_AT, delivery.progress().giveUpAt())
            .returningResult(WEBHOOK_DELIVERY.DELIVERY_ID)
            .fetchSingle()
            .value1();
    return find(delivery.seller(), delivery.endpoint(), id).orElseThrow();
  }

  @Override
  public void giveUp(Instant now) {
    Result<Record2<Long, Long>> late =
        sql.select(WEBHOOK_DELIVERY.SELLER_ID, WEBHOOK_DELIVERY.DELIVERY_ID)
            .from(WEBHOOK_DELIVERY)
            .where(WEBHOOK_DELIVERY.STATE.eq(State.PENDING.name()))
            .and(WEBHOOK_DELIVERY.GIVE_UP_AT.le(now))
            .and(WEBHOOK_DELIVERY.LEASED_UNTIL.isNull().or(WEBHOOK_DELIVERY.LEASED_UNTIL.le(now)))
            .forUpdate()
            .of(WEBHOOK_DELIVERY)
            .skipLocked()
            .fetch();
    if (!late.isEmpty()) {
      sql.update(WEBHOOK_DELIVERY)
          .set(WEBHOOK_DELIVERY.STATE, State.DEAD.name())
          .setNull(WEBHOOK_DELIVERY.BODY)
          .setNull(WEBHOOK_DELIVERY.LEASED_UNTIL)
          .where(
              row(WEBHOOK_DELIVERY.SELLER_ID, WEBHOOK_DELIVERY.DELIVERY_ID)
                  .in(late.map(each -> row(each.value1(), each.value2()))))
          .execute();
    }
  }

  @Override
  public List<Claimed> claim(Instant now, Instant leasedUntil, int limit) {
    Result<Record2<Long, Long>> due =
        sql.select(WEBHOOK_DELIVERY.SELLER_ID, WEBHOOK_DELIVERY.DELIVERY_ID)
            .from(WEBHOOK_DELIVERY)
            .where(WEBHOOK_DELIVERY.STATE.eq(State.PENDING.name()))
            .and(WEBHOOK_DELIVERY.NEXT_ATTEMPT_AT.le(now))
            .and(WEBHOOK_DELIVERY.LEASED_UNTIL.isNull().or(WEBHOOK_DELIVERY.LEASED_UNTIL.le(now)))
            .and(
                exists(
                    selectOne()
                        .from(WEBHOOK_ENDPOINT)
                        .where(WEBHOOK_ENDPOINT.SELLER_ID.eq(WEBHOOK_DELIVERY.SELLER_ID))
                        .and(WEBHOOK_ENDPOINT.ENDPOINT_ID.eq(WEBHOOK_DELIVERY.ENDPOINT_ID))
                        .and(WEBHOOK_ENDPOINT.DISABLED_AT.isNull())))
            .orderBy(WEBHOOK_DELIVERY.NEXT_ATTEMPT_AT)
            .limit(limit)
            .forUpdate()
            .of(WEBHOOK_DELIVERY)
            .skipLocked()
            .fetch();
    if (due.isEmpty()) {
      return List.of();
    }
    Condition claimed =
        row(WEBHOOK_DELIVERY.SELLER_ID, WEBHOOK_DELIVERY.DELIVERY_ID)
            .in(due.map(each -> row(each.value1(), each.value2())));
    sql.update(WEBHOOK_DELIVERY)
        .set(WEBHOOK_DELIVERY.LEASED_UNTIL, leasedUntil)
        .set(WEBHOOK_DELIVERY.ATTEMPTS, WEBHOOK_DELIVERY.ATTEMPTS.plus(1))
        .where(claimed)
        .execute();
    return sql.select(DELIVERY, WEBHOOK_ENDPOINT.URL, liveSecrets(now))
        .from(WEBHOOK_DELIVERY)
        .join(WEBHOOK_ENDPOINT)
        .on(WEBHOOK_ENDPOINT.SELLER_ID.eq(WEBHOOK_DELIVERY.SELLER_ID))
        .and(WEBHOOK_ENDPOINT.ENDPOINT_ID.eq(WEBHOOK_DELIVERY.ENDPOINT_ID))
        .where(claimed)
        .fetch(row -> new Claimed(row.value1(), URI.create(row.value2()), row.value3()));
  }

  private static Field<List<String>> liveSecrets(Instant now) {
    return multiset(
            select(WEBHOOK_SECRET.SEALED)
                .from(WEBHOOK_SECRET)
                .where(WEBHOOK_SECRET.SELLER_ID.eq(WEBHOOK_ENDPOINT.SELLER_ID))
                .and(WEBHOOK_SECRET.ENDPOINT_ID.eq(WEBHOOK_ENDPOINT.ENDPOINT_ID))
                .and(WEBHOOK_SECRET.EXPIRES_AT.isNull().or(WEBHOOK_SECRET.EXPIRES_AT.gt(now)))
                .orderBy(WEBHOOK_SECRET.NUMBER.desc()))
        .convertFrom(rows -> rows.map(row -> row.value1()));
  }

  private static Condition is(Delivery delivery) {
    return WEBHOOK_DELIVERY
        .SELLER_ID
        .eq(delivery.seller().value())
        .and(WEBHOOK_DELIVERY.DELIVERY_ID.eq(delivery.id()));
  }

  @Override
  public boolean finish(Delivery attempted, Progress progress) {
    LastAttempt last = progress.last();
    if (last == null) {
      throw new IllegalArgumentException("What is finished was attempted: " + attempted.id());
    }
    sql.selectOne()
        .from(WEBHOOK_ENDPOINT)
        .where(isEndpoint(attempted.seller(), attempted.endpoint()))
        .forUpdate()
        .fetch();
    int finished =
        sql.update(WEBHOOK_DELIVERY)
            .set(WEBHOOK_DELIVERY.STATE, progress.state().name())
            .set(WEBHOOK_DELIVERY.NEXT_ATTEMPT_AT, progress.nextAttemptAt())
            .set(WEBHOOK_DELIVERY.BODY, progress.state() == State.PENDING ? attempted.body() : null)
            .setNull(WEBHOOK_DELIVERY.LEASED_UNTIL)
            .set(WEBHOOK_DELIVERY.ATTEMPTED_AT, last.at())
            .set(WEBHOOK_DELIVERY.RESPONSE_CODE, last.responseCode())
            .set(WEBHOOK_DELIVERY.DURATION_MS, last.durationMs())
            .set(WEBHOOK_DELIVERY.FAILURE, last.failure())
            .where(is(attempted))
            // Ids are given out again where the database was set back; these are not.
            .and(WEBHOOK_DELIVERY.MESSAGE_ID.eq(attempted.messageId()))
            .and(WEBHOOK_DELIVERY.STATE.eq(State.PENDING.name()))
            .and(WEBHOOK_DELIVERY.ATTEMPTS.eq(attempted.progress().attempts()))
            .execute();
    if (finished == 1 && progress.state() == State.DELIVERED) {
      acknowledge(attempted);
    }
    return finished == 1;
  }

  private void acknowledge(Delivery received) {
    FeedPosition position = received.leadsTo();
    sql.update(WEBHOOK_FOLLOW)
        .set(WEBHOOK_FOLLOW.HISTORY, position.history())
        .set(WEBHOOK_FOLLOW.PRICES, position.prices())
        .set(WEBHOOK_FOLLOW.STATUSES, position.statuses())
        .set(WEBHOOK_FOLLOW.CATALOG, position.catalog())
        .where(WEBHOOK_FOLLOW.SELLER_ID.eq(received.seller().value()))
        .and(WEBHOOK_FOLLOW.ENDPOINT_ID.eq(received.endpoint()))
        .and(WEBHOOK_FOLLOW.AUDIENCE.eq(position.book().audience().name()))
        .execute();
  }

  @Override
  public List<Heart> claimHearts(Instant now, NextBeat next, int limit) {
    Result<Record2<Long, Long>> due =
        sql.select(WEBHOOK_ENDPOINT.SELLER_ID, WEBHOOK_ENDPOINT.ENDPOINT_ID)
            .from(WEBHOOK_ENDPOINT)
            .where(WEBHOOK_ENDPOINT.DISABLED_AT.isNull())
            .and(WEBHOOK_ENDPOINT.HEARTBEAT_DUE_AT.le(now))
            .and(
                WEBHOOK_ENDPOINT
                    .LEFT_ALONE_UNTIL
                    .isNull()
                    .or(WEBHOOK_ENDPOINT.LEFT_ALONE_UNTIL.le(now)))
            .orderBy(WEBHOOK_ENDPOINT.HEARTBEAT_DUE_AT)
            .limit(limit)
            .forUpdate()
            .skipLocked()
            .fetch();
    if (due.isEmpty()) {
      return List.of();
    }
    Condition claimed =
        row(WEBHOOK_ENDPOINT.SELLER_ID, WEBHOOK_ENDPOINT.ENDPOINT_ID)
            .in(due.map(each -> row(each.value1(), each.value2())));
    sql.update(WEBHOOK_ENDPOINT)
        .set(
            WEBHOOK_ENDPOINT.HEARTBEAT_DUE_AT,
            DSL.when(WEBHOOK_ENDPOINT.FAILING_SINCE.isNull(), val(next.usual()))
                .otherwise(val(next.whileFailing())))
        .where(claimed)
        .execute();
    return sql.select(
            WEBHOOK_ENDPOINT.SELLER_ID,
            WEBHOOK_ENDPOINT.ENDPOINT_ID,
            WEBHOOK_ENDPOINT.URL,
            WEBHOOK_ENDPOINT.AUDIENCES,
            liveSecrets(now))
        .from(WEBHOOK_ENDPOINT)
        .where(claimed)
        .fetch(
            row ->
                new Heart(
                    new SellerId(row.value1()),
                    row.value2(),
                    URI.create(row.value3()),
                    Arrays.stream(row.value4()).map(Audience::valueOf).toList(),
                    row.value5()));
  }

  private static Condition isEndpoint(SellerId seller, long endpoint) {
    return WEBHOOK_ENDPOINT
        .SELLER_ID
        .eq(seller.value())
        .and(WEBHOOK_ENDPOINT.ENDPOINT_ID.eq(endpoint));
  }

  @Override
  public boolean heartbeat(Heart heart, Instant at, String outcome) {
    return sql.update(WEBHOOK_ENDPOINT)
            .set(WEBHOOK_ENDPOINT.HEARTBEAT_SENT_AT, at)
            .set(WEBHOOK_ENDPOINT.HEARTBEAT_OUTCOME, outcome)
            .where(isEndpoint(heart.seller(), heart.endpoint()))
            .and(WEBHOOK_ENDPOINT.URL.eq(heart.url().toString()))
            .execute()
        == 1;
  }

  @Override
  public void works(SellerId seller, long endpoint, Instant nextBeat) {
    sql.update(WEBHOOK_ENDPOINT)
        .setNull(WEBHOOK_ENDPOINT.FAILING_SINCE)
        .set(
            WEBHOOK_ENDPOINT.HEARTBEAT_DUE_AT,
            least(WEBHOOK_ENDPOINT.HEARTBEAT_DUE_AT, val(nextBeat)))
        .where(isEndpoint(seller, endpoint))
        .and(WEBHOOK_ENDPOINT.FAILING_SINCE.isNotNull())
        .execute();
  }

  @Override
  public Instant fails(SellerId seller, long endpoint, Instant at) {
    return sql.update(WEBHOOK_ENDPOINT)
        .set(WEBHOOK_ENDPOINT.FAILING_SINCE, DSL.coalesce(WEBHOOK_ENDPOINT.FAILING_SINCE, val(at)))
        .where(isEndpoint(seller, endpoint))
        .returningResult(WEBHOOK_ENDPOINT.FAILING_SINCE)
        .fetchOptional(row -> row.value1())
        .orElse(at);
  }

  @Override
  public void leaveAlone(SellerId seller, long endpoint, Instant until) {
    sql.update(WEBHOOK_ENDPOINT)
        .set(
            WEBHOOK_ENDPOINT.LEFT_ALONE_UNTIL,
            greatest(WEBHOOK_ENDPOINT.LEFT_ALONE_UNTIL, val(until)))
        .where(isEndpoint(seller, endpoint))
        .execute();
    sql.update(WEBHOOK_DELIVERY)
        .set(WEBHOOK_DELIVERY.NEXT_ATTEMPT_AT, until)
        .where(WEBHOOK_DELIVERY.SELLER_ID.eq(seller.value()))
        .and(WEBHOOK_DELIVERY.ENDPOINT_ID.eq(endpoint))
        .and(WEBHOOK_DELIVERY.STATE.eq(State.PENDING.name()))
        .and(WEBHOOK_DELIVERY.NEXT_ATTEMPT_AT.lt(until))
        .execute();
  }

  @Override
  public void disable(SellerId seller, long endpoint, Endpoint.State.Disabled because) {
    int disabled =
        sql.update(WEBHOOK_ENDPOINT)
            .set(WEBHOOK_ENDPOINT.DISABLED_BECAUSE, because.reason())
            .set(WEBHOOK_ENDPOINT.DISABLED_AT, because.at())
            .set(WEBHOOK_ENDPOINT.VERSION, WEBHOOK_ENDPOINT.VERSION.plus(1))
            .where(isEndpoint(seller, endpoint))
            .and(WEBHOOK_ENDPOINT.DISABLED_AT.isNull())
            .execute();
    if (disabled == 1) {
      WebhookTrail.add(sql, seller, endpoint, EndpointChange.of(because));
    }
  }

  @Override
  public List<Delivery> page(SellerId seller, long endpoint, OptionalLong before, int limit) {
    return sql.select(DELIVERY)
        .from(WEBHOOK_DELIVERY)
        .where(WEBHOOK_DELIVERY.SELLER_ID.eq(seller.value()))
        .and(WEBHOOK_DELIVERY.ENDPOINT_ID.eq(endpoint))
        .and(
            before.isPresent()
                ? WEBHOOK_DELIVERY.DELIVERY_ID.lt(before.getAsLong())
                : noCondition())
        .orderBy(WEBHOOK_DELIVERY.DELIVERY_ID.desc())
        .limit(limit)
        .fetch(row -> row.value1());
  }

  @Override
  public Optional<Delivery> find(SellerId seller, long endpoint, long id) {
    return sql.select(DELIVERY)
        .from(WEBHOOK_DELIVERY)
        .where(WEBHOOK_DELIVERY.SELLER_ID.eq(seller.value()))
        .and(WEBHOOK_DELIVERY.ENDPOINT_ID.eq(endpoint))
        .and(WEBHOOK_DELIVERY.DELIVERY_ID.eq(id))
        .fetchOptional(row -> row.value1());
  }

  @Override
  public Duration oldestUndelivered(Instant now) {
    @Nullable Instant oldest =
        sql.select(min(WEBHOOK_DELIVERY.CREATED_AT))
            .from(WEBHOOK_DELIVERY)
            .join(WEBHOOK_ENDPOINT)
            .on(WEBHOOK_ENDPOINT.SELLER_ID.eq(WEBHOOK_DELIVERY.SELLER_ID))
            .and(WEBHOOK_ENDPOINT.ENDPOINT_ID.eq(WEBHOOK_DELIVERY.ENDPOINT_ID))
            .where(WEBHOOK_DELIVERY.STATE.eq(State.PENDING.name()))
            .and(WEBHOOK_ENDPOINT.DISABLED_AT.isNull())
            .fetchSingle()
            .value1();
    return oldest == null ? Duration.ZERO : Duration.between(oldest, now);
  }

  @Override
  public int forget(Instant before, int limit) {
    return sql.deleteFrom(WEBHOOK_DELIVERY)
        .where(
            row(WEBHOOK_DELIVERY.SELLER_ID, WEBHOOK_DELIVERY.DELIVERY_ID)
                .in(
                    select(WEBHOOK_DELIVERY.SELLER_ID, WEBHOOK_DELIVERY.DELIVERY_ID)
                        .from(WEBHOOK_DELIVERY)
                        .where(WEBHOOK_DELIVERY.CREATED_AT.lt(before))
                        .and(WEBHOOK_DELIVERY.STATE.ne(State.PENDING.name()))
                        .limit(limit)))
        .execute();
  }
}
