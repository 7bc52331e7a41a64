package io.tierline.onboarding.identity.jooq;

import static io.tierline.onboarding.db.Tables.API_KEY;

import io.tierline.contracts.SellerId;
import io.tierline.onboarding.db.tables.records.ApiKeyRecord;
import io.tierline.onboarding.identity.ApiKey;
import io.tierline.onboarding.identity.ApiKeys;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** {@link ApiKeys} over the table {@code api_key}; two live keys take the slots 1 and 2. */
public class JooqApiKeys implements ApiKeys {

  private static final int SHOWN_MAX = 100;

  private final DSLContext sql;

  public JooqApiKeys(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public boolean add(ApiKey key) {
    for (short slot = 1; slot <= LIVE_MAX; slot++) {
      ApiKeyRecord row = new ApiKeyRecord();
      row.setKeyId(key.id());
      row.setSellerId(key.sellerId().value());
      row.setSlot(slot);
      row.setSecretSha256(key.secretSha256());
      row.setIssuedAt(key.issuedAt());
      if (sql.insertInto(API_KEY).set(row).onConflictDoNothing().execute() == 1) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Optional<ApiKey> find(String id) {
    return sql.selectFrom(API_KEY).where(API_KEY.KEY_ID.eq(id)).fetchOptional(JooqApiKeys::key);
  }

  @Override
  public List<ApiKey> of(SellerId seller) {
    return sql.selectFrom(API_KEY)
        .where(API_KEY.SELLER_ID.eq(seller.value()))
        .orderBy(API_KEY.ISSUED_AT.desc(), API_KEY.KEY_ID)
        .limit(SHOWN_MAX)
        .fetch(JooqApiKeys::key);
  }

  @Override
  public boolean revoke(SellerId seller, String id, Instant now) {
    return sql.update(API_KEY)
            .set(API_KEY.REVOKED_AT, now)
            .where(
                API_KEY.KEY_ID.eq(id),
                API_KEY.SELLER_ID.eq(seller.value()),
                API_KEY.REVOKED_AT.isNull())
            .execute()
        == 1;
  }

  private static ApiKey key(ApiKeyRecord row) {
    return new ApiKey(
        row.getKeyId(),
        new SellerId(row.getSellerId()),
        row.getSecretSha256(),
        row.getIssuedAt(),
        row.getRevokedAt());
  }
}
