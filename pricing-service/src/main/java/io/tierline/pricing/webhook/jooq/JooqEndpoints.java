package io.tierline.pricing.webhook.jooq;

import static io.tierline.pricing.db.Tables.WEBHOOK_CHANGE;
import static io.tierline.pricing.db.Tables.WEBHOOK_DELIVERY;
import static io.tierline.pricing.db.Tables.WEBHOOK_ENDPOINT;
import static io.tierline.pricing.db.Tables.WEBHOOK_FOLLOW;
import static io.tierline.pricing.db.Tables.WEBHOOK_SECRET;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.feed.FeedPosition;
import io.tierline.pricing.webhook.Delivery.State;
import io.tierline.pricing.webhook.Endpoint;
import io.tierline.pricing.webhook.Endpoint.Mark;
import io.tierline.pricing.webhook.Endpoint.Target;
import io.tierline.pricing.webhook.EndpointChange;
import io.tierline.pricing.webhook.Endpoints;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class JooqEndpoints implements Endpoints {

  private static final SelectField<Target> TARGET =
      DSL.row(WEBHOOK_ENDPOINT.URL, WEBHOOK_ENDPOINT.DESCRIPTION, WEBHOOK_ENDPOINT.AUDIENCES)
          .convertFrom(
              row ->
                  new Target(
                      URI.create(row.value1()),
                      row.value2(),
                      Arrays.stream(row.value3())
                          .map(Audience::valueOf)
                          .collect(Collectors.toSet())));

  private static final SelectField<Endpoint.State> STATE =
      DSL.row(WEBHOOK_ENDPOINT.DISABLED_BECAUSE, WEBHOOK_ENDPOINT.DISABLED_AT)
          .convertFrom(
              row ->
                  row.value1() == null
                      ? new Endpoint.State.Active()
                      : new Endpoint.State.Disabled(row.value1(), row.value2()));

  private static final SelectField<Mark> CREATED =
      DSL.row(WEBHOOK_ENDPOINT.CREATED_BY, WEBHOOK_ENDPOINT.CREATED_AT)
          .convertFrom(row -> new Mark(row.value1(), row.value2()));

  private static final SelectField<Mark> CHANGED =
      DSL.row(WEBHOOK_ENDPOINT.CHANGED_BY, WEBHOOK_ENDPOINT.CHANGED_AT)
          .convertFrom(row -> new Mark(row.value1(), row.value2()));

  private final DSLContext sql;

  JooqEndpoints(DSLContext sql) {
    this.sql = sql;
  }

  /** There is no row to lock for a seller without any: the lock is on the number itself. */
  @Override
  public int lockAndCount(SellerId seller) {
    sql.select(
            DSL.field(
                "pg_advisory_xact_lock(hashtextextended({0}, {1}))",
                Object.class, DSL.inline("webhook_endpoint"), DSL.val(seller.value())))
        .fetch();
    return sql.fetchCount(WEBHOOK_ENDPOINT, WEBHOOK_ENDPOINT.SELLER_ID.eq(seller.value()));
  }

  @Override
  public Endpoint add(Endpoint endpoint) {
    long id =
        sql.insertInto(WEBHOOK_ENDPOINT)
            .set(WEBHOOK_ENDPOINT.SELLER_ID, endpoint.seller().value())
            .set(WEBHOOK_ENDPOINT.VERSION, endpoint.version())
            .set(WEBHOOK_ENDPOINT.URL, endpoint.target().url().toString())
            .set(WEBHOOK_ENDPOINT.DESCRIPTION, endpoint.target().description())
            .set(WEBHOOK_ENDPOINT.AUDIENCES, audiences(endpoint))
            .set(WEBHOOK_ENDPOINT.HEARTBEAT_DUE_AT, endpoint.created().at())
            .set(WEBHOOK_ENDPOINT.CREATED_AT, endpoint.created().at())
            .set(WEBHOOK_ENDPOINT.CREATED_BY, endpoint.created().by())
            .set(WEBHOOK_ENDPOINT.CHANGED_AT, endpoint.changed().at())
            .set(WEBHOOK_ENDPOINT.CHANGED_BY, endpoint.changed().by())
            .returningResult(WEBHOOK_ENDPOINT.ENDPOINT_ID)
            .fetchSingle()
            .value1();
    return new Endpoint(
        endpoint.seller(),
        id,
        endpoint.version(),
        endpoint.target(),
        endpoint.state(),
        endpoint.failingSince(),
        endpoint.created(),
        endpoint.changed());
  }

  private static String[] audiences(Endpoint endpoint) {
    return endpoint.target().audiences().stream()
        .sorted()
        .map(Audience::name)
        .toArray(String[]::new);
  }

  private static Condition is(SellerId seller, long id) {
    return WEBHOOK_ENDPOINT.SELLER_ID.eq(seller.value()).and(WEBHOOK_ENDPOINT.ENDPOINT_ID.eq(id));
  }

  @Override
  public Optional<Endpoint> find(SellerId seller, long id) {
    return found(is(seller, id), 1).stream().findFirst();
  }

  @Override
  public Optional<Endpoint> lock(SellerId seller, long id) {
    sql.selectOne().from(WEBHOOK_ENDPOINT).where(is(seller, id)).forUpdate().fetch();
    return find(seller, id);
  }

  @Override
  public List<Endpoint> page(SellerId seller, OptionalLong before, int limit) {
    return found(
        WEBHOOK_ENDPOINT
            .SELLER_ID
            .eq(seller.value())
            .and(
                before.isPresent()
                    ? WEBHOOK_ENDPOINT.ENDPOINT_ID.lt(before.getAsLong())
                    : noCondition()),
        limit);
  }

  private List<Endpoint> found(Condition condition, int limit) {
    return sql.select(
            WEBHOOK_ENDPOINT.SELLER_ID,
            WEBHOOK_ENDPOINT.ENDPOINT_ID,
            WEBHOOK_ENDPOINT.VERSION,
            TARGET,
            STATE,
            WEBHOOK_ENDPOINT.FAILING_SINCE,
            CREATED,
            CHANGED)
        .from(WEBHOOK_ENDPOINT)
        .where(condition)
        .orderBy(WEBHOOK_ENDPOINT.ENDPOINT_ID.desc())
        .limit(limit)
        .fetch(
            row ->
                new Endpoint(
                    new SellerId(row.value1()),
                    row.value2(),
                    row.value3(),
                    row.value4(),
                    row.value5(),
                    row.value6(),
                    row.value7(),
                    row.value8()));
  }

  @Override
  public void replace(Endpoint endpoint) {
    Endpoint.State.@Nullable Disabled disabled =
        endpoint.state() instanceof Endpoint.State.Disabled because ? because : null;
    int replaced =
        sql.update(WEBHOOK_ENDPOINT)
            .set(WEBHOOK_ENDPOINT.VERSION, endpoint.version())
            .set(WEBHOOK_ENDPOINT.URL, endpoint.target().url().toString())
            .set(WEBHOOK_ENDPOINT.DESCRIPTION, endpoint.target().description())
            .set(WEBHOOK_ENDPOINT.AUDIENCES, audiences(endpoint))
            .set(WEBHOOK_ENDPOINT.DISABLED_BECAUSE, disabled == null ? null : disabled.reason())
            .set(WEBHOOK_ENDPOINT.DISABLED_AT, disabled == null ? null : disabled.at())
            .set(WEBHOOK_ENDPOINT.FAILING_SINCE, endpoint.failingSince())
            .set(WEBHOOK_ENDPOINT.CHANGED_AT, endpoint.changed().at())
            .set(WEBHOOK_ENDPOINT.CHANGED_BY, endpoint.changed().by())
            .where(is(endpoint.seller(), endpoint.id()))
            .and(WEBHOOK_ENDPOINT.VERSION.eq(endpoint.version() - 1))
            .execute();
    if (replaced != 1) {
      throw new IllegalStateException(
          "The endpoint %d was not locked at version %d"
              .formatted(endpoint.id(), endpoint.version() - 1));
    }
  }

  @Override
  public void remove(Endpoint endpoint) {
    sql.deleteFrom(WEBHOOK_ENDPOINT).where(is(endpoint.seller(), endpoint.id())).execute();
  }

  @Override
  public void revive(Endpoint endpoint, Instant now, Instant giveUpAt) {
    sql.update(WEBHOOK_DELIVERY)
        .set(WEBHOOK_DELIVERY.NEXT_ATTEMPT_AT, now)
        .set(WEBHOOK_DELIVERY.GIVE_UP_AT, giveUpAt)
        .where(WEBHOOK_DELIVERY.SELLER_ID.eq(endpoint.seller().value()))
        .and(WEBHOOK_DELIVERY.ENDPOINT_ID.eq(endpoint.id()))
        .and(WEBHOOK_DELIVERY.STATE.eq(State.PENDING.name()))
        .execute();
    beatAtOnce(endpoint);
  }

  /** As a new one: whoever asked to be left alone may have been another, or at another time. */
  private void beatAtOnce(Endpoint endpoint) {
    sql.update(WEBHOOK_ENDPOINT)
        .set(WEBHOOK_ENDPOINT.HEARTBEAT_DUE_AT, endpoint.created().at())
        .setNull(WEBHOOK_ENDPOINT.LEFT_ALONE_UNTIL)
        .where(is(endpoint.seller(), endpoint.id()))
        .execute();
  }

  @Override
  public void follow(Endpoint endpoint, Map<Audience, FeedPosition> from) {
    sql.deleteFrom(WEBHOOK_FOLLOW)
        .where(WEBHOOK_FOLLOW.SELLER_ID.eq(endpoint.seller().value()))
        .and(WEBHOOK_FOLLOW.ENDPOINT_ID.eq(endpoint.id()))
        .and(WEBHOOK_FOLLOW.AUDIENCE.notIn(from.keySet().stream().map(Audience::name).toList()))
        .execute();
    sql.deleteFrom(WEBHOOK_DELIVERY)
        .where(WEBHOOK_DELIVERY.SELLER_ID.eq(endpoint.seller().value()))
        .and(WEBHOOK_DELIVERY.ENDPOINT_ID.eq(endpoint.id()))
        .and(WEBHOOK_DELIVERY.STATE.eq(State.PENDING.name()))
        .and(WEBHOOK_DELIVERY.AUDIENCE.notIn(from.keySet().stream().map(Audience::name).toList()))
        .execute();
    from.forEach(
        (audience, position) ->
            sql.insertInto(WEBHOOK_FOLLOW)
                .set(WEBHOOK_FOLLOW.SELLER_ID, endpoint.seller().value())
                .set(WEBHOOK_FOLLOW.ENDPOINT_ID, endpoint.id())
                .set(WEBHOOK_FOLLOW.AUDIENCE, audience.name())
                .set(WEBHOOK_FOLLOW.HISTORY, position.history())
                .set(WEBHOOK_FOLLOW.PRICES, position.prices())
                .set(WEBHOOK_FOLLOW.STATUSES, position.statuses())
                .set(WEBHOOK_FOLLOW.CATALOG, position.catalog())
                .onConflictDoNothing()
                .execute());
  }

  @Override
  public void startAnew(Endpoint endpoint) {
    sql.update(WEBHOOK_DELIVERY)
        .set(WEBHOOK_DELIVERY.STATE, State.DEAD.name())
        .setNull(WEBHOOK_DELIVERY.BODY)
        .setNull(WEBHOOK_DELIVERY.LEASED_UNTIL)
        .set(WEBHOOK_DELIVERY.FAILURE, "the address was changed")
        .where(WEBHOOK_DELIVERY.SELLER_ID.eq(endpoint.seller().value()))
        .and(WEBHOOK_DELIVERY.ENDPOINT_ID.eq(endpoint.id()))
        .and(WEBHOOK_DELIVERY.STATE.eq(State.PENDING.name()))
        .execute();
    followed(endpoint)
        .keySet()
        .forEach(
            audience -> {
              FeedPosition nothing = FeedPosition.nothing(new BookKey(endpoint.seller(), audience));
              sql.update(WEBHOOK_FOLLOW)
                  .set(WEBHOOK_FOLLOW.HISTORY, nothing.history())
                  .set(WEBHOOK_FOLLOW.PRICES, nothing.prices())
                  .set(WEBHOOK_FOLLOW.STATUSES, nothing.statuses())
                  .set(WEBHOOK_FOLLOW.CATALOG, nothing.catalog())
                  .where(WEBHOOK_FOLLOW.SELLER_ID.eq(endpoint.seller().value()))
                  .and(WEBHOOK_FOLLOW.ENDPOINT_ID.eq(endpoint.id()))
                  .and(WEBHOOK_FOLLOW.AUDIENCE.eq(audience.name()))
                  .execute();
            });
    beatAtOnce(endpoint);
  }

  @Override
  public Map<Audience, FeedPosition> followed(Endpoint endpoint) {
    Map<Audience, FeedPosition> followed = new EnumMap<>(Audience.class);
    sql.select(
            WEBHOOK_FOLLOW.AUDIENCE,
            WEBHOOK_FOLLOW.HISTORY,
            WEBHOOK_FOLLOW.PRICES,
            WEBHOOK_FOLLOW.STATUSES,
            WEBHOOK_FOLLOW.CATALOG)
        .from(WEBHOOK_FOLLOW)
        .where(WEBHOOK_FOLLOW.SELLER_ID.eq(endpoint.seller().value()))
        .and(WEBHOOK_FOLLOW.ENDPOINT_ID.eq(endpoint.id()))
        .forEach(
            row -> {
              Audience audience = Audience.valueOf(row.value1());
              followed.put(
                  audience,
                  new FeedPosition(
                      new BookKey(endpoint.seller(), audience),
                      row.value2(),
                      row.value3(),
                      row.value4(),
                      row.value5()));
            });
    return followed;
  }

  @Override
  public void addSecret(Endpoint endpoint, String sealed, Instant now, Instant previousUntil) {
    Condition ofEndpoint =
        WEBHOOK_SECRET
            .SELLER_ID
            .eq(endpoint.seller().value())
            .and(WEBHOOK_SECRET.ENDPOINT_ID.eq(endpoint.id()));
    sql.deleteFrom(WEBHOOK_SECRET)
        .where(ofEndpoint)
        .and(WEBHOOK_SECRET.EXPIRES_AT.le(now))
        .execute();
    @Nullable Integer last =
        sql.select(max(WEBHOOK_SECRET.NUMBER))
            .from(WEBHOOK_SECRET)
            .where(ofEndpoint)
            .fetchSingle()
            .value1();
    sql.update(WEBHOOK_SECRET)
        .set(WEBHOOK_SECRET.EXPIRES_AT, previousUntil)
        .where(ofEndpoint)
        .and(WEBHOOK_SECRET.EXPIRES_AT.isNull())
        .execute();
    sql.insertInto(WEBHOOK_SECRET)
        .set(WEBHOOK_SECRET.SELLER_ID, endpoint.seller().value())
        .set(WEBHOOK_SECRET.ENDPOINT_ID, endpoint.id())
        .set(WEBHOOK_SECRET.NUMBER, last == null ? 1 : last + 1)
        .set(WEBHOOK_SECRET.SEALED, sealed)
        .set(WEBHOOK_SECRET.CREATED_AT, now)
        .execute();
  }

  @Override
  public void trace(Endpoint endpoint, EndpointChange change) {
    WebhookTrail.add(sql, endpoint.seller(), endpoint.id(), change);
  }

  @Override
  public List<EndpointChange> trail(SellerId seller, long id, OptionalLong before, int limit) {
    return sql.select(
            WEBHOOK_CHANGE.CHANGE_ID,
            WEBHOOK_CHANGE.KIND,
            WEBHOOK_CHANGE.CHANGED_BY,
            WEBHOOK_CHANGE.CHANGED_AT,
            WEBHOOK_CHANGE.DETAIL)
        .from(WEBHOOK_CHANGE)
        .where(WEBHOOK_CHANGE.SELLER_ID.eq(seller.value()))
        .and(WEBHOOK_CHANGE.ENDPOINT_ID.eq(id))
        .and(before.isPresent() ? WEBHOOK_CHANGE.CHANGE_ID.lt(before.getAsLong()) : noCondition())
        .orderBy(WEBHOOK_CHANGE.CHANGE_ID.desc())
        .limit(limit)
        .fetch(
            row ->
                new EndpointChange(
                    row.value1(),
                    EndpointChange.Kind.valueOf(row.value2()),
                    new Mark(row.value3(), row.value4()),
                    row.value5()));
  }

  @Override
  public Optional<LastBeat> lastBeat(Endpoint endpoint) {
    return sql.select(WEBHOOK_ENDPOINT.HEARTBEAT_SENT_AT, WEBHOOK_ENDPOINT.HEARTBEAT_OUTCOME)
        .from(WEBHOOK_ENDPOINT)
        .where(is(endpoint.seller(), endpoint.id()))
        .and(WEBHOOK_ENDPOINT.HEARTBEAT_SENT_AT.isNotNull())
        .fetchOptional(row -> new LastBeat(row.value1(), row.value2()));
  }

  @Override
  public List<SecretLife> secrets(Endpoint endpoint, Instant now) {
    return sql.select(WEBHOOK_SECRET.NUMBER, WEBHOOK_SECRET.CREATED_AT, WEBHOOK_SECRET.EXPIRES_AT)
        .from(WEBHOOK_SECRET)
        .where(WEBHOOK_SECRET.SELLER_ID.eq(endpoint.seller().value()))
        .and(WEBHOOK_SECRET.ENDPOINT_ID.eq(endpoint.id()))
        .and(WEBHOOK_SECRET.EXPIRES_AT.isNull().or(WEBHOOK_SECRET.EXPIRES_AT.gt(now)))
        .orderBy(WEBHOOK_SECRET.NUMBER.desc())
        .fetch(row -> new SecretLife(row.value1(), row.value2(), row.value3()));
  }
}
