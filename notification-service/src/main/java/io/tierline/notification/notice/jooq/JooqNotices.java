package io.tierline.notification.notice.jooq;

import static io.tierline.notification.db.Tables.NOTICE;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import io.tierline.notification.db.tables.records.NoticeRecord;
import io.tierline.notification.notice.Attempts;
import io.tierline.notification.notice.Matter;
import io.tierline.notification.notice.Notice;
import io.tierline.notification.notice.NoticeId;
import io.tierline.notification.notice.Notices;
import io.tierline.notification.notice.SendingWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class JooqNotices implements Notices {

  private static final String QUEUED = "QUEUED";
  private static final String SENDING = "SENDING";
  private static final String AWAITING_RETRY = "AWAITING_RETRY";
  private static final String SENT = "SENT";
  private static final String FAILED = "FAILED";
  private static final String SUPPRESSED = "SUPPRESSED";

  private static final Field<Instant> DATABASE_NOW =
      DSL.field("clock_timestamp()", SQLDataType.INSTANT);

  private final DSLContext db;

  JooqNotices(DSLContext db) {
    this.db = db;
  }

  @Override
  public boolean queueOnce(Draft draft, Instant sendAt) {
    NoticeRecord row = row(draft);
    row.setState(QUEUED);
    row.setSendAt(sendAt);
    return db.insertInto(NOTICE).set(row).onConflictDoNothing().execute() == 1;
  }

  @Override
  public Optional<Notice.Failed> failOnce(Draft draft, String reason) {
    NoticeRecord row = row(draft);
    row.setState(FAILED);
    row.setSendAt(draft.queuedAt());
    row.setSettledAt(draft.queuedAt());
    row.setReason(reason);
    return db.insertInto(NOTICE)
        .set(row)
        .onConflictDoNothing()
        .returning()
        .fetchOptional(
            stored ->
                new Notice.Failed(facts(stored), Attempts.NONE, draft.queuedAt(), reason, ""));
  }

  private static NoticeRecord row(Draft draft) {
    NoticeRecord row = new NoticeRecord();
    row.setSellerId(draft.sellerId().value());
    row.setKind(draft.matter().kind());
    switch (draft.matter()) {
      case Matter.DomainExpiry expiry -> {
        row.setOrderId(expiry.orderId().value());
        row.setCustomerId(expiry.customerId().value());
        row.setDomainName(expiry.domainName());
        row.setExpiresAt(expiry.expiresAt());
        row.setStage(expiry.stage());
      }
      case Matter.PartnerMilestone milestone -> row.setPartnerId(milestone.partnerId().value());
    }
    row.setOpensAt(draft.window().opensAt());
    row.setClosesAt(draft.window().closesAt());
    row.setUsefulUntil(draft.window().usefulUntil());
    row.setQueuedAt(draft.queuedAt());
    return row;
  }

  @Override
  public Optional<Notice.Sending> lockAbandoned() {
    return db.selectFrom(NOTICE)
        .where(NOTICE.STATE.eq(SENDING))
        .and(NOTICE.LEASE_UNTIL.lt(DATABASE_NOW))
        .orderBy(NOTICE.LEASE_UNTIL)
        .limit(1)
        .forUpdate()
        .skipLocked()
        .fetchOptional(row -> new Notice.Sending(facts(row), attempts(row)));
  }

  @Override
  public Optional<Notice.Open> lockReady(Instant now) {
    return db.selectFrom(NOTICE)
        .where(NOTICE.STATE.in(QUEUED, AWAITING_RETRY))
        .and(NOTICE.SEND_AT.le(now))
        .and(NOTICE.RETRY_AT.isNull().or(NOTICE.RETRY_AT.le(DATABASE_NOW)))
        .orderBy(NOTICE.SEND_AT, NOTICE.NOTICE_ID)
        .limit(1)
        .forUpdate()
        .skipLocked()
        .fetchOptional(
            row ->
                switch (notice(row)) {
                  case Notice.Open open -> open;
                  default -> throw new IllegalStateException("Not open: " + row.getNoticeId());
                });
  }

  @Override
  public Optional<Notice> lock(NoticeId id) {
    return db.selectFrom(NOTICE)
        .where(NOTICE.NOTICE_ID.eq(id.value()))
        .forUpdate()
        .fetchOptional(JooqNotices::notice);
  }

  @Override
  public void claimed(Notice.Sending sending, String recipient, Duration lease) {
    db.update(NOTICE)
        .set(NOTICE.STATE, SENDING)
        .set(NOTICE.ATTEMPTS, sending.attempts().made())
        .set(NOTICE.RECIPIENT, recipient)
        .setNull(NOTICE.RETRY_AT)
        .set(NOTICE.LEASE_UNTIL, after(lease))
        .where(NOTICE.NOTICE_ID.eq(sending.facts().id().value()))
        .execute();
  }

  @Override
  public void postponed(Notice.Open open) {
    db.update(NOTICE)
        .set(NOTICE.SEND_AT, open.sendAt())
        .where(NOTICE.NOTICE_ID.eq(open.facts().id().value()))
        .execute();
  }

  @Override
  public void toBeRetried(Notice.AwaitingRetry waiting, Duration pause) {
    db.update(NOTICE)
        .set(NOTICE.STATE, AWAITING_RETRY)
        .set(NOTICE.SEND_AT, waiting.sendAt())
        .set(NOTICE.ATTEMPTS, waiting.attempts().made())
        .set(NOTICE.UNCLEAR_ATTEMPTS, waiting.attempts().unclear())
        .set(NOTICE.LAST_PROBLEM, waiting.problem())
        .setNull(NOTICE.LEASE_UNTIL)
        .set(NOTICE.RETRY_AT, after(pause))
        .where(NOTICE.NOTICE_ID.eq(waiting.facts().id().value()))
        .execute();
  }

  @Override
  public void settled(Notice.Settled settled) {
    String state =
        switch (settled) {
          case Notice.Sent _ -> SENT;
          case Notice.Failed _ -> FAILED;
          case Notice.Suppressed _ -> SUPPRESSED;
        };
    @Nullable String reason =
        switch (settled) {
          case Notice.Sent _ -> null;
          case Notice.Failed failed -> failed.reason();
          case Notice.Suppressed suppressed -> suppressed.reason();
        };
    db.update(NOTICE)
        .set(NOTICE.STATE, state)
        .set(NOTICE.SETTLED_AT, settled.at())
        .set(NOTICE.REASON, reason)
        .set(NOTICE.ATTEMPTS, settled.attempts().made())
        .set(NOTICE.UNCLEAR_ATTEMPTS, settled.attempts().unclear())
        .set(
            NOTICE.LAST_PROBLEM,
            settled instanceof Notice.Failed failed
                ? DSL.val(failed.problem())
                : NOTICE.LAST_PROBLEM)
        .setNull(NOTICE.LEASE_UNTIL)
        .setNull(NOTICE.RETRY_AT)
        .where(NOTICE.NOTICE_ID.eq(settled.facts().id().value()))
        .execute();
  }

  @Override
  public Duration oldestReady(Instant now) {
    return db.select(DSL.min(NOTICE.SEND_AT))
        .from(NOTICE)
        .where(NOTICE.STATE.in(QUEUED, AWAITING_RETRY))
        .and(NOTICE.SEND_AT.le(now))
        .fetchOptional(row -> row.value1())
        .map(oldest -> Duration.between(oldest, now))
        .orElse(Duration.ZERO);
  }

  private static Field<Instant> after(Duration duration) {
    return DSL.field(
        "clock_timestamp() + {0} * interval '1 millisecond'",
        SQLDataType.INSTANT, DSL.val(duration.toMillis()));
  }

  private static Notice notice(NoticeRecord row) {
    Notice.Facts facts = facts(row);
    Attempts attempts = attempts(row);
    return switch (row.getState()) {
      case QUEUED -> new Notice.Queued(facts, row.getSendAt());
      case AWAITING_RETRY ->
          new Notice.AwaitingRetry(facts, row.getSendAt(), attempts, problem(row));
      case SENDING -> new Notice.Sending(facts, attempts);
      case SENT -> new Notice.Sent(facts, attempts, row.getSettledAt());
      case FAILED ->
          new Notice.Failed(facts, attempts, row.getSettledAt(), row.getReason(), problem(row));
      case SUPPRESSED ->
          new Notice.Suppressed(facts, attempts, row.getSettledAt(), row.getReason());
      default -> throw new IllegalStateException("Unknown state " + row.getState());
    };
  }

  private static String problem(NoticeRecord row) {
    return Objects.requireNonNullElse(row.getLastProblem(), "");
  }

  private static Attempts attempts(NoticeRecord row) {
    return new Attempts(row.getAttempts(), row.getUnclearAttempts());
  }

  private static Notice.Facts facts(NoticeRecord row) {
    Long partner = row.getPartnerId();
    Matter matter =
        partner == null
            ? new Matter.DomainExpiry(
                new OrderId(row.getOrderId()),
                new CustomerId(row.getCustomerId()),
                row.getDomainName(),
                row.getExpiresAt(),
                row.getStage())
            : new Matter.PartnerMilestone(new SellerId(partner), row.getKind());
    return new Notice.Facts(
        new NoticeId(row.getNoticeId()),
        new SellerId(row.getSellerId()),
        matter,
        new SendingWindow(row.getOpensAt(), row.getClosesAt(), row.getUsefulUntil()),
        row.getQueuedAt());
  }
}
