package io.tierline.onboarding.card.jooq;

import static io.tierline.onboarding.db.Tables.VERIFIED_CARD;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.card.VerifiedCards;
import java.time.Instant;
import org.jooq.DSLContext;

/** {@link VerifiedCards} over the table {@code verified_card}. */
public class JooqVerifiedCards implements VerifiedCards {

  private final DSLContext sql;

  public JooqVerifiedCards(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public boolean contains(SellerId partner, String fingerprint) {
    return sql.fetchExists(
        VERIFIED_CARD,
        VERIFIED_CARD.SELLER_ID.eq(partner.value()),
        VERIFIED_CARD.FINGERPRINT.eq(fingerprint));
  }

  @Override
  public void add(SellerId partner, String fingerprint, Instant verifiedAt) {
    sql.insertInto(VERIFIED_CARD)
        .set(VERIFIED_CARD.SELLER_ID, partner.value())
        .set(VERIFIED_CARD.FINGERPRINT, fingerprint)
        .set(VERIFIED_CARD.VERIFIED_AT, verifiedAt)
        .onConflictDoNothing()
        .execute();
  }
}
