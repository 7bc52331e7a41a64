package io.tierline.onboarding.signup.jooq;

import static io.tierline.onboarding.db.Tables.SIGNUP;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.card.CardOnFile;
import io.tierline.onboarding.db.tables.records.SignupRecord;
import io.tierline.onboarding.signup.Application;
import io.tierline.onboarding.signup.PaymentMethod;
import io.tierline.onboarding.signup.Plan;
import io.tierline.onboarding.signup.Promise;
import io.tierline.onboarding.signup.Signup;
import io.tierline.onboarding.signup.Signup.Active;
import io.tierline.onboarding.signup.Signup.AwaitingAuthorisation;
import io.tierline.onboarding.signup.Signup.AwaitingCapture;
import io.tierline.onboarding.signup.Signup.AwaitingCardVerification;
import io.tierline.onboarding.signup.Signup.AwaitingCertificate;
import io.tierline.onboarding.signup.Signup.AwaitingFunds;
import io.tierline.onboarding.signup.Signup.Rejected;
import io.tierline.onboarding.signup.Signup.UnderCardReview;
import io.tierline.onboarding.signup.Signups;
import io.tierline.onboarding.signup.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.annotation.Transactional;

/** {@link Signups} over the table {@code signup}. */
@Transactional
public class JooqSignups implements Signups {

  private final DSLContext sql;

  public JooqSignups(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public boolean open(Signup signup, Instant now) {
    SignupRecord row = new SignupRecord();
    Application application = signup.application();
    Terms terms = application.terms();
    row.setSellerId(application.sellerId().value());
    row.setParentId(application.parentId().value());
    row.setOperatorId(application.operatorId().value());
    row.setVersion(1L);
    row.setPlan(terms.plan().name());
    row.setPaymentMethod(application.payment().method().name());
    row.setPaymentCurrency(terms.paid().getCurrencyUnit().getCode());
    row.setPaidMinor(terms.paid().getAmountMinorLong());
    row.setFeeMinor(terms.fee().getAmountMinorLong());
    row.setTermsVersion(terms.version());
    row.setSubmittedAt(application.submittedAt());
    row.setCardToken(application.payment().cardToken());
    writeState(row, signup, now);
    return sql.insertInto(SIGNUP).set(row).onConflictDoNothing().execute() == 1;
  }

  @Override
  public boolean save(Recorded expected, Signup next, Instant now) {
    SignupRecord row = new SignupRecord();
    row.setVersion(expected.version() + 1);
    writeState(row, next, now);
    try {
      return sql.update(SIGNUP)
              .set(row)
              // Each hold alerts for itself.
              .setNull(SIGNUP.OVERDUE_ALERTED_AT)
              .where(
                  SIGNUP.SELLER_ID.eq(next.sellerId().value()),
                  SIGNUP.VERSION.eq(expected.version()))
              .execute()
          == 1;
    } catch (DuplicateKeyException e) {
      // one_partner_per_storefront is the only one that a transition can meet.
      throw new StorefrontTaken(next.application().storefrontHost());
    }
  }

  private static void writeState(SignupRecord row, Signup signup, Instant now) {
    Promise promise = signup.promise();
    row.setState(signup.status());
    row.setStorefrontHost(signup.application().storefrontHost());
    row.setStateSince(now);
    row.setVerifiedBy(promise.verifiedBy());
    row.setActiveFrom(promise.activeFrom());
    row.setActiveBy(promise.activeBy());
    row.setHoldDueBy(signup.holdDueBy());
    CardOnFile card = card(signup);
    if (card != null) {
      row.setCardAuthorisation(card.authorisation());
      row.setCardFingerprint(card.fingerprint());
      row.setCardBrand(card.brand());
      row.setCardLastFour(card.lastFour());
    }
    if (signup instanceof UnderCardReview review) {
      row.setReviewReason(review.reviewReason());
    }
    if (signup instanceof Rejected rejected) {
      row.setRejectedReason(rejected.reason());
    }
  }

  private static @Nullable CardOnFile card(Signup signup) {
    return switch (signup) {
      case AwaitingCardVerification s -> s.card();
      case UnderCardReview s -> s.card();
      case AwaitingCapture s -> s.card();
      case Rejected s -> s.card();
      case AwaitingAuthorisation _, AwaitingFunds _, AwaitingCertificate _, Active _ -> null;
    };
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Recorded> find(SellerId seller) {
    return sql.selectFrom(SIGNUP)
        .where(SIGNUP.SELLER_ID.eq(seller.value()))
        .fetchOptional(JooqSignups::recorded);
  }

  @Override
  public Optional<Recorded> lock(SellerId seller) {
    return sql.selectFrom(SIGNUP)
        .where(SIGNUP.SELLER_ID.eq(seller.value()))
        .forUpdate()
        .fetchOptional(JooqSignups::recorded);
  }

  @Override
  @Transactional(readOnly = true)
  public boolean isStorefrontTaken(String host) {
    return sql.fetchExists(SIGNUP, SIGNUP.STOREFRONT_HOST.eq(host), SIGNUP.STATE.ne("REJECTED"));
  }

  @Override
  @Transactional(readOnly = true)
  public List<Recorded> list(@Nullable SellerId after, int limit) {
    return sql.selectFrom(SIGNUP)
        .where(after(after))
        .orderBy(SIGNUP.SELLER_ID)
        .limit(limit)
        .fetch(JooqSignups::recorded);
  }

  @Override
  @Transactional(readOnly = true)
  public List<Recorded> inReview(SellerId operator, @Nullable SellerId after, int limit) {
    return sql.selectFrom(SIGNUP)
        .where(
            SIGNUP.STATE.eq("AWAITING_CARD_REVIEW"),
            SIGNUP.OPERATOR_ID.eq(operator.value()),
            after(after))
        .orderBy(SIGNUP.SELLER_ID)
        .limit(limit)
        .fetch(JooqSignups::recorded);
  }

  private static Condition after(@Nullable SellerId after) {
    return after == null ? noCondition() : SIGNUP.SELLER_ID.gt(after.value());
  }

  @Override
  public List<AwaitingCardVerification> takeAwaitingVerdict(int limit, Duration notAskedFor) {
    Field<Instant> serverTime = field("clock_timestamp()", SQLDataType.INSTANT);
    Field<Instant> askedBefore =
        field(
            "clock_timestamp() - {0} * interval '1 millisecond'",
            SQLDataType.INSTANT, val(notAskedFor.toMillis()));
    return sql
        .update(SIGNUP)
        .set(SIGNUP.VERDICT_ASKED_AT, serverTime)
        .where(
            SIGNUP.SELLER_ID.in(
                select(SIGNUP.SELLER_ID)
                    .from(SIGNUP)
                    .where(
                        SIGNUP.STATE.eq("AWAITING_CARD_VERIFICATION"),
                        SIGNUP
                            .VERDICT_ASKED_AT
                            .isNull()
                            .or(SIGNUP.VERDICT_ASKED_AT.le(askedBefore)))
                    .orderBy(SIGNUP.VERDICT_ASKED_AT.asc().nullsFirst())
                    .limit(limit)
                    .forUpdate()
                    .skipLocked()))
        .returning()
        .fetch(JooqSignups::recorded)
        .stream()
        .map(Recorded::signup)
        .map(AwaitingCardVerification.class::cast)
        .toList();
  }

  @Override
  public List<Recorded> takeOverdue(Instant dueBefore, Instant now, int limit) {
    return sql.update(SIGNUP)
        .set(SIGNUP.OVERDUE_ALERTED_AT, now)
        .where(
            SIGNUP.SELLER_ID.in(
                select(SIGNUP.SELLER_ID)
                    .from(SIGNUP)
                    .where(SIGNUP.HOLD_DUE_BY.lt(dueBefore), SIGNUP.OVERDUE_ALERTED_AT.isNull())
                    .orderBy(SIGNUP.HOLD_DUE_BY)
                    .limit(limit)
                    .forUpdate()
                    .skipLocked()))
        .returning()
        .fetch(JooqSignups::recorded);
  }

  private static Recorded recorded(SignupRecord row) {
    return new Recorded(signup(row), row.getVersion(), row.getStateSince());
  }

  private static Signup signup(SignupRecord row) {
    Application application = application(row);
    Promise promise = new Promise(row.getVerifiedBy(), row.getActiveFrom(), row.getActiveBy());
    return switch (row.getState()) {
      case "AWAITING_CARD_AUTHORISATION" -> new AwaitingAuthorisation(application, promise);
      case "AWAITING_CARD_VERIFICATION" ->
          new AwaitingCardVerification(application, promise, card(row));
      case "AWAITING_CARD_REVIEW" ->
          new UnderCardReview(application, promise, card(row), row.getReviewReason());
      case "AWAITING_CAPTURE" -> new AwaitingCapture(application, promise, card(row));
      case "AWAITING_FUNDS" -> new AwaitingFunds(application, promise);
      case "AWAITING_CERTIFICATE" -> new AwaitingCertificate(application, promise);
      case "ACTIVE" -> new Active(application, promise);
      case "REJECTED" ->
          new Rejected(
              application,
              promise,
              row.getCardAuthorisation() == null ? null : card(row),
              row.getRejectedReason());
      default -> throw new IllegalStateException("Unknown state of a signup: " + row.getState());
    };
  }

  private static Application application(SignupRecord row) {
    CurrencyUnit currency = CurrencyUnit.of(row.getPaymentCurrency());
    return new Application(
        new SellerId(row.getSellerId()),
        new SellerId(row.getParentId()),
        new SellerId(row.getOperatorId()),
        new Terms(
            Plan.valueOf(row.getPlan()),
            Money.ofMinor(currency, row.getPaidMinor()),
            Money.ofMinor(currency, row.getFeeMinor()),
            row.getTermsVersion()),
        new Application.Payment(PaymentMethod.valueOf(row.getPaymentMethod()), row.getCardToken()),
        row.getStorefrontHost(),
        row.getSubmittedAt());
  }

  private static CardOnFile card(SignupRecord row) {
    return new CardOnFile(
        row.getCardAuthorisation(),
        row.getCardFingerprint(),
        row.getCardBrand(),
        row.getCardLastFour());
  }
}
