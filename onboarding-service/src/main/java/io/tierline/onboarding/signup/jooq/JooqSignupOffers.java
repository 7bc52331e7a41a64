package io.tierline.onboarding.signup.jooq;

import static io.tierline.onboarding.db.Tables.SIGNUP_OFFER;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.db.tables.records.SignupOfferRecord;
import io.tierline.onboarding.signup.Plan;
import io.tierline.onboarding.signup.SignupOffer;
import io.tierline.onboarding.signup.SignupOffers;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jooq.DSLContext;
import org.springframework.transaction.annotation.Transactional;

/** {@link SignupOffers} over the table {@code signup_offer}. */
@Transactional
public class JooqSignupOffers implements SignupOffers {

  private final DSLContext sql;

  public JooqSignupOffers(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  @Transactional(readOnly = true)
  public List<SignupOffer> of(SellerId seller) {
    return sql.selectFrom(SIGNUP_OFFER)
        .where(SIGNUP_OFFER.SELLER_ID.eq(seller.value()))
        .orderBy(SIGNUP_OFFER.PLAN.desc())
        .fetch(JooqSignupOffers::offer);
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<SignupOffer> find(SellerId seller, Plan plan) {
    return sql.selectFrom(SIGNUP_OFFER)
        .where(SIGNUP_OFFER.SELLER_ID.eq(seller.value()), SIGNUP_OFFER.PLAN.eq(plan.name()))
        .fetchOptional(JooqSignupOffers::offer);
  }

  @Override
  public void addMissing(SellerId seller, List<SignupOffer> offers) {
    offers.forEach(offer -> insert(seller, offer));
  }

  @Override
  public boolean save(SellerId seller, SignupOffer offer, long expectedVersion) {
    if (expectedVersion == 0) {
      return insert(seller, offer);
    }
    return sql.update(SIGNUP_OFFER)
            .set(record(seller, offer, expectedVersion + 1))
            .where(
                SIGNUP_OFFER.SELLER_ID.eq(seller.value()),
                SIGNUP_OFFER.PLAN.eq(offer.plan().name()),
                SIGNUP_OFFER.VERSION.eq(expectedVersion))
            .execute()
        == 1;
  }

  private boolean insert(SellerId seller, SignupOffer offer) {
    return sql.insertInto(SIGNUP_OFFER)
            .set(record(seller, offer, 1))
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  private static SignupOfferRecord record(SellerId seller, SignupOffer offer, long version) {
    SignupOfferRecord row = new SignupOfferRecord();
    row.setSellerId(seller.value());
    row.setPlan(offer.plan().name());
    row.setCurrency(offer.fee().getCurrencyUnit().getCode());
    row.setMinimumCreditMinor(offer.minimumCredit().getAmountMinorLong());
    row.setFeeMinor(offer.fee().getAmountMinorLong());
    row.setTermsVersion(offer.termsVersion());
    row.setVersion(version);
    return row;
  }

  private static SignupOffer offer(SignupOfferRecord row) {
    CurrencyUnit currency = CurrencyUnit.of(row.getCurrency());
    return new SignupOffer(
        Plan.valueOf(row.getPlan()),
        Money.ofMinor(currency, row.getMinimumCreditMinor()),
        Money.ofMinor(currency, row.getFeeMinor()),
        row.getTermsVersion(),
        row.getVersion());
  }
}
