package io.tierline.onboarding.identity.jooq;

import static io.tierline.onboarding.db.Tables.SIGNING_KEY;

import io.tierline.onboarding.identity.SigningKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.springframework.transaction.annotation.Transactional;

/** {@link SigningKeys} over the table {@code signing_key}. */
@Transactional
public class JooqSigningKeys implements SigningKeys {

  /** Old keys still verify for so long; far longer than a token lives. */
  private static final Duration OVERLAP = Duration.ofDays(1);

  private static final long LOCK = 0x7469_6572_6b65_7973L;

  private final DSLContext sql;

  public JooqSigningKeys(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  @Transactional(readOnly = true)
  public List<SigningKey> all() {
    return newestFirst();
  }

  private List<SigningKey> newestFirst() {
    return sql.select(SIGNING_KEY.KEY_ID, SIGNING_KEY.PRIVATE_JWK, SIGNING_KEY.CREATED_AT)
        .from(SIGNING_KEY)
        .orderBy(SIGNING_KEY.CREATED_AT.desc(), SIGNING_KEY.KEY_ID)
        .fetch(row -> new SigningKey(row.value1(), row.value2(), row.value3()));
  }

  @Override
  public void renew(Duration age, Supplier<SigningKey> made) {
    sql.query("select pg_advisory_xact_lock({0})", org.jooq.impl.DSL.val(LOCK)).execute();
    List<SigningKey> keys = newestFirst();
    Instant now = sql.select(org.jooq.impl.DSL.currentInstant()).fetchSingle().value1();
    if (!keys.isEmpty() && keys.getFirst().createdAt().plus(age).isAfter(now)) {
      Instant newest = keys.getFirst().createdAt();
      if (newest.plus(OVERLAP).isBefore(now)) {
        sql.deleteFrom(SIGNING_KEY).where(SIGNING_KEY.CREATED_AT.lt(newest)).execute();
      }
      return;
    }
    SigningKey fresh = made.get();
    sql.insertInto(SIGNING_KEY)
        .set(SIGNING_KEY.KEY_ID, fresh.id())
        .set(SIGNING_KEY.PRIVATE_JWK, fresh.privateJwk())
        .set(SIGNING_KEY.CREATED_AT, now)
        .execute();
  }
}
