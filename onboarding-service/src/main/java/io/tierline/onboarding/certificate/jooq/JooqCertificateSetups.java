package io.tierline.onboarding.certificate.jooq;

import static io.tierline.onboarding.db.Tables.CERTIFICATE_SETUP;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.certificate.AdvanceCertificateSetup;
import io.tierline.onboarding.certificate.Certificate;
import io.tierline.onboarding.certificate.CertificateSetup;
import io.tierline.onboarding.certificate.CertificateSetup.Challenged;
import io.tierline.onboarding.certificate.CertificateSetup.Installed;
import io.tierline.onboarding.certificate.CertificateSetup.Issued;
import io.tierline.onboarding.certificate.CertificateSetup.Ordered;
import io.tierline.onboarding.certificate.CertificateSetup.Probed;
import io.tierline.onboarding.certificate.CertificateSetup.Requested;
import io.tierline.onboarding.certificate.CertificateSetup.Subject;
import io.tierline.onboarding.certificate.CertificateSetups;
import io.tierline.onboarding.db.tables.records.CertificateSetupRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/** {@link CertificateSetups} over the table {@code certificate_setup}. */
@Transactional
public class JooqCertificateSetups implements CertificateSetups {

  private static final int FAILURE_LENGTH_MAX = 500;

  private final DSLContext sql;

  public JooqCertificateSetups(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public void open(Subject subject, SellerId parentId, Instant now) {
    sql.insertInto(CERTIFICATE_SETUP)
        .set(CERTIFICATE_SETUP.SELLER_ID, subject.sellerId().value())
        .set(CERTIFICATE_SETUP.PARENT_ID, parentId.value())
        .set(CERTIFICATE_SETUP.STATE, "REQUESTED")
        .set(CERTIFICATE_SETUP.HOST_NAME, subject.hostName())
        .set(CERTIFICATE_SETUP.CALENDAR_ID, subject.calendarId())
        .set(CERTIFICATE_SETUP.STARTED_AT, subject.startedAt())
        .set(CERTIFICATE_SETUP.NEXT_STEP_AT, now)
        .execute();
  }

  @Override
  public void restart(SellerId seller, String hostName, Instant now) {
    int restarted =
        sql.update(CERTIFICATE_SETUP)
            .set(CERTIFICATE_SETUP.STATE, "REQUESTED")
            .set(CERTIFICATE_SETUP.HOST_NAME, hostName)
            .setNull(CERTIFICATE_SETUP.ORDER_REFERENCE)
            .set(CERTIFICATE_SETUP.ATTEMPTS, 0)
            .setNull(CERTIFICATE_SETUP.LAST_FAILURE)
            .set(CERTIFICATE_SETUP.NEXT_STEP_AT, now)
            .set(CERTIFICATE_SETUP.LEASED_UNTIL, serverTimePlus(Duration.ZERO))
            .set(CERTIFICATE_SETUP.VERSION, CERTIFICATE_SETUP.VERSION.plus(1))
            .where(
                CERTIFICATE_SETUP.SELLER_ID.eq(seller.value()),
                CERTIFICATE_SETUP.STATE.in("REQUESTED", "ORDERED", "CHALLENGED"))
            .execute();
    if (restarted == 0) {
      throw new AlreadyIssued(seller);
    }
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Tracked> find(SellerId seller) {
    return sql.selectFrom(CERTIFICATE_SETUP)
        .where(CERTIFICATE_SETUP.SELLER_ID.eq(seller.value()))
        .fetchOptional(JooqCertificateSetups::tracked);
  }

  @Override
  public List<Tracked> takeDue(Instant now, int limit, Duration lease) {
    // The step is due by business time; the lease of whoever makes it runs by the server's clock.
    return sql.update(CERTIFICATE_SETUP)
        .set(CERTIFICATE_SETUP.LEASED_UNTIL, serverTimePlus(lease))
        .where(
            CERTIFICATE_SETUP.SELLER_ID.in(
                select(CERTIFICATE_SETUP.SELLER_ID)
                    .from(CERTIFICATE_SETUP)
                    .where(
                        CERTIFICATE_SETUP.STATE.ne("PROBED"),
                        CERTIFICATE_SETUP.NEXT_STEP_AT.le(now),
                        CERTIFICATE_SETUP.LEASED_UNTIL.le(serverTimePlus(Duration.ZERO)))
                    .orderBy(CERTIFICATE_SETUP.NEXT_STEP_AT)
                    .limit(limit)
                    .forUpdate()
                    .skipLocked()))
        .returning()
        .fetch(JooqCertificateSetups::tracked);
  }

  @Override
  public boolean advance(Tracked tracked, CertificateSetup next, Instant now) {
    Certificate certificate = certificate(next);
    return sql.update(CERTIFICATE_SETUP)
            .set(CERTIFICATE_SETUP.STATE, AdvanceCertificateSetup.state(next))
            .set(CERTIFICATE_SETUP.ORDER_REFERENCE, orderReference(next))
            .set(
                CERTIFICATE_SETUP.CERTIFICATE_CHAIN,
                certificate == null ? null : certificate.chainPem())
            .set(CERTIFICATE_SETUP.NOT_AFTER, certificate == null ? null : certificate.notAfter())
            .set(CERTIFICATE_SETUP.ATTEMPTS, 0)
            .setNull(CERTIFICATE_SETUP.LAST_FAILURE)
            .set(CERTIFICATE_SETUP.NEXT_STEP_AT, now)
            .set(CERTIFICATE_SETUP.LEASED_UNTIL, serverTimePlus(Duration.ZERO))
            .set(CERTIFICATE_SETUP.VERSION, tracked.version() + 1)
            .where(
                CERTIFICATE_SETUP.SELLER_ID.eq(next.subject().sellerId().value()),
                CERTIFICATE_SETUP.VERSION.eq(tracked.version()))
            .execute()
        == 1;
  }

  @Override
  public void postpone(Tracked tracked, Instant until, @Nullable String failure) {
    sql.update(CERTIFICATE_SETUP)
        .set(CERTIFICATE_SETUP.NEXT_STEP_AT, until)
        .set(CERTIFICATE_SETUP.LEASED_UNTIL, serverTimePlus(Duration.ZERO))
        .set(CERTIFICATE_SETUP.ATTEMPTS, failure == null ? 0 : tracked.attempts() + 1)
        .set(
            CERTIFICATE_SETUP.LAST_FAILURE,
            failure == null
                ? null
                : failure.substring(0, Math.min(failure.length(), FAILURE_LENGTH_MAX)))
        .where(
            CERTIFICATE_SETUP.SELLER_ID.eq(tracked.setup().subject().sellerId().value()),
            CERTIFICATE_SETUP.VERSION.eq(tracked.version()))
        .execute();
  }

  private static Field<Instant> serverTimePlus(Duration delay) {
    return field(
        "clock_timestamp() + {0} * interval '1 millisecond'",
        SQLDataType.INSTANT, val(delay.toMillis()));
  }

  private static @Nullable String orderReference(CertificateSetup setup) {
    return switch (setup) {
      case Requested _ -> null;
      case Ordered s -> s.orderReference();
      case Challenged s -> s.orderReference();
      case Issued s -> s.orderReference();
      case Installed s -> s.orderReference();
      case Probed s -> s.orderReference();
    };
  }

  private static @Nullable Certificate certificate(CertificateSetup setup) {
    return switch (setup) {
      case Requested _, Ordered _, Challenged _ -> null;
      case Issued s -> s.certificate();
      case Installed s -> s.certificate();
      case Probed s -> s.certificate();
    };
  }

  private static Tracked tracked(CertificateSetupRecord row) {
    return new Tracked(
        setup(row), row.getVersion(), row.getAttempts(), row.getLastFailure(), row.getNextStepAt());
  }

  private static CertificateSetup setup(CertificateSetupRecord row) {
    Subject subject =
        new Subject(
            new SellerId(row.getSellerId()),
            row.getHostName(),
            row.getCalendarId(),
            row.getStartedAt());
    String order = row.getOrderReference();
    return switch (row.getState()) {
      case "REQUESTED" -> new Requested(subject);
      case "ORDERED" -> new Ordered(subject, order);
      case "CHALLENGED" -> new Challenged(subject, order);
      case "ISSUED" -> new Issued(subject, order, certificate(row));
      case "INSTALLED" -> new Installed(subject, order, certificate(row));
      case "PROBED" -> new Probed(subject, order, certificate(row));
      default -> throw new IllegalStateException("Unknown state of a set-up: " + row.getState());
    };
  }

  private static Certificate certificate(CertificateSetupRecord row) {
    return new Certificate(row.getCertificateChain(), row.getNotAfter());
  }
}
