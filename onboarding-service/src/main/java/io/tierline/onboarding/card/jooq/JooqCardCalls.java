package io.tierline.onboarding.card.jooq;

import static io.tierline.onboarding.db.Tables.CARD_CALL;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.card.CardAnswer;
import io.tierline.onboarding.card.CardCall;
import io.tierline.onboarding.card.CardCalls;
import io.tierline.onboarding.db.tables.records.CardCallRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.impl.SQLDataType;
import org.springframework.transaction.annotation.Transactional;

/**
 * {@link CardCalls} over the table {@code card_call}; leases and retries go by the server's clock.
 */
@Transactional
public class JooqCardCalls implements CardCalls {

  private static final int FAILURE_LENGTH_MAX = 500;

  private final DSLContext sql;

  public JooqCardCalls(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public void request(Order order, Instant now) {
    sql.insertInto(CARD_CALL).set(row(order, now)).execute();
  }

  @Override
  public CardCall requestTaken(Order order, Instant now, Duration lease) {
    return sql.insertInto(CARD_CALL)
        .set(row(order, now))
        .set(CARD_CALL.ATTEMPTS, 1)
        .set(CARD_CALL.NOT_BEFORE, inFuture(lease))
        .returning()
        .fetchSingle(JooqCardCalls::call);
  }

  private static CardCallRecord row(Order order, Instant now) {
    CardCallRecord row = new CardCallRecord();
    row.setSellerId(order.sellerId().value());
    row.setParentId(order.parentId().value());
    row.setKind(order.kind().name());
    row.setIdempotencyKey("signup-%s-%s".formatted(order.sellerId(), order.kind()));
    row.setToken(order.token());
    row.setAuthorisation(order.authorisation());
    row.setAmountMinor(order.amount().getAmountMinorLong());
    row.setCurrency(order.amount().getCurrencyUnit().getCode());
    row.setState("REQUESTED");
    row.setRequestedAt(now);
    return row;
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Instant> oldestWaitingSince() {
    return sql.select(min(CARD_CALL.REQUESTED_AT))
        .from(CARD_CALL)
        .where(CARD_CALL.STATE.eq("REQUESTED"))
        .fetchOptional()
        .map(Record1::value1);
  }

  @Override
  public List<CardCall> takeDue(int limit, Duration lease) {
    return sql.update(CARD_CALL)
        .set(CARD_CALL.NOT_BEFORE, inFuture(lease))
        .set(CARD_CALL.ATTEMPTS, CARD_CALL.ATTEMPTS.plus(1))
        .where(
            CARD_CALL.CALL_ID.in(
                select(CARD_CALL.CALL_ID)
                    .from(CARD_CALL)
                    .where(
                        CARD_CALL.STATE.eq("REQUESTED"),
                        CARD_CALL.NOT_BEFORE.le(inFuture(Duration.ZERO)))
                    .orderBy(CARD_CALL.NOT_BEFORE)
                    .limit(limit)
                    .forUpdate()
                    .skipLocked()))
        .returning()
        .fetch(JooqCardCalls::call);
  }

  @Override
  public boolean finish(CardCall call, CardAnswer answer, Instant now) {
    String state =
        switch (answer) {
          case CardAnswer.Authorised _, CardAnswer.Done _ -> "SUCCEEDED";
          case CardAnswer.Refused _ -> "REFUSED";
        };
    String failure = answer instanceof CardAnswer.Refused refused ? refused.reason() : null;
    return sql.update(CARD_CALL)
            .set(CARD_CALL.STATE, state)
            .set(CARD_CALL.FINISHED_AT, now)
            .set(CARD_CALL.LAST_FAILURE, failure)
            .where(CARD_CALL.CALL_ID.eq(call.id()), CARD_CALL.STATE.eq("REQUESTED"))
            .execute()
        == 1;
  }

  @Override
  public void retryLater(CardCall call, String failure, Duration delay) {
    sql.update(CARD_CALL)
        .set(CARD_CALL.NOT_BEFORE, inFuture(delay))
        .set(
            CARD_CALL.LAST_FAILURE,
            failure.substring(0, Math.min(failure.length(), FAILURE_LENGTH_MAX)))
        .where(CARD_CALL.CALL_ID.eq(call.id()), CARD_CALL.STATE.eq("REQUESTED"))
        .execute();
  }

  private static Field<Instant> inFuture(Duration delay) {
    return field(
        "clock_timestamp() + {0} * interval '1 millisecond'",
        SQLDataType.INSTANT, val(delay.toMillis()));
  }

  private static CardCall call(CardCallRecord row) {
    return new CardCall(
        row.getCallId(),
        new SellerId(row.getSellerId()),
        CardCall.Kind.valueOf(row.getKind()),
        row.getIdempotencyKey(),
        row.getToken(),
        row.getAuthorisation(),
        Money.ofMinor(CurrencyUnit.of(row.getCurrency()), row.getAmountMinor()),
        row.getAttempts());
  }
}
