package io.tierline.ordering.sellers.jooq;

import static io.tierline.ordering.db.Tables.API_KEY;

import io.tierline.contracts.SellerId;
import io.tierline.ordering.sellers.ApiKeys;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
@Transactional
class JooqApiKeys implements ApiKeys {

  private final DSLContext dsl;

  JooqApiKeys(DSLContext dsl) {
    this.dsl = dsl;
  }

  @Override
  public void issued(String keyId, SellerId seller, String secretSha256) {
    dsl.insertInto(API_KEY)
        .set(API_KEY.KEY_ID, keyId)
        .set(API_KEY.SELLER_ID, seller.value())
        .set(API_KEY.SECRET_SHA256, secretSha256)
        .onConflict(API_KEY.KEY_ID)
        .doUpdate()
        .set(API_KEY.SECRET_SHA256, secretSha256)
        .execute();
  }

  @Override
  public void revoked(String keyId, SellerId seller, Instant at) {
    dsl.insertInto(API_KEY)
        .set(API_KEY.KEY_ID, keyId)
        .set(API_KEY.SELLER_ID, seller.value())
        .set(API_KEY.REVOKED_AT, at)
        .onConflict(API_KEY.KEY_ID)
        .doUpdate()
        .set(API_KEY.REVOKED_AT, at)
        .execute();
  }

  @Override
  public List<String> liveHashes(SellerId seller) {
    return dsl.select(API_KEY.SECRET_SHA256)
        .from(API_KEY)
        .where(API_KEY.SELLER_ID.eq(seller.value()))
        .and(API_KEY.REVOKED_AT.isNull())
        .and(API_KEY.SECRET_SHA256.isNotNull())
        .fetch(API_KEY.SECRET_SHA256);
  }
}
