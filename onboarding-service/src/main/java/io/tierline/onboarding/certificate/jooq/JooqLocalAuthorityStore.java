package io.tierline.onboarding.certificate.jooq;

import static io.tierline.onboarding.db.Tables.LOCAL_AUTHORITY;
import static io.tierline.onboarding.db.Tables.LOCAL_CERTIFICATE;

import io.tierline.onboarding.certificate.local.LocalAuthorityStore;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.springframework.transaction.annotation.Transactional;

/** {@link LocalAuthorityStore} over {@code local_authority} and {@code local_certificate}. */
@Transactional
public class JooqLocalAuthorityStore implements LocalAuthorityStore {

  private static final short THE_ONE = 1;

  private final DSLContext sql;

  public JooqLocalAuthorityStore(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public KeyAndCertificate authority(Supplier<KeyAndCertificate> made) {
    return storedAuthority()
        .orElseGet(
            () -> {
              KeyAndCertificate fresh = made.get();
              sql.insertInto(LOCAL_AUTHORITY)
                  .set(LOCAL_AUTHORITY.AUTHORITY_ID, THE_ONE)
                  .set(LOCAL_AUTHORITY.PRIVATE_KEY, fresh.privateKey())
                  .set(LOCAL_AUTHORITY.CERTIFICATE, fresh.certificatePem())
                  .onConflictDoNothing()
                  .execute();
              return storedAuthority().orElseThrow();
            });
  }

  private Optional<KeyAndCertificate> storedAuthority() {
    return sql.select(LOCAL_AUTHORITY.PRIVATE_KEY, LOCAL_AUTHORITY.CERTIFICATE)
        .from(LOCAL_AUTHORITY)
        .fetchOptional(row -> new KeyAndCertificate(row.value1(), row.value2()));
  }

  @Override
  public KeyAndCertificate leaf(String order, Leaf leaf, Supplier<KeyAndCertificate> made) {
    return storedLeaf(order)
        .orElseGet(
            () -> {
              KeyAndCertificate fresh = made.get();
              sql.insertInto(LOCAL_CERTIFICATE)
                  .set(LOCAL_CERTIFICATE.ORDER_REFERENCE, order)
                  .set(LOCAL_CERTIFICATE.HOST_NAME, leaf.hostName())
                  .set(LOCAL_CERTIFICATE.PRIVATE_KEY, fresh.privateKey())
                  .set(LOCAL_CERTIFICATE.CERTIFICATE, fresh.certificatePem())
                  .set(LOCAL_CERTIFICATE.NOT_AFTER, leaf.notAfter())
                  .onConflictDoNothing()
                  .execute();
              return storedLeaf(order).orElseThrow();
            });
  }

  private Optional<KeyAndCertificate> storedLeaf(String order) {
    return sql.select(LOCAL_CERTIFICATE.PRIVATE_KEY, LOCAL_CERTIFICATE.CERTIFICATE)
        .from(LOCAL_CERTIFICATE)
        .where(LOCAL_CERTIFICATE.ORDER_REFERENCE.eq(order))
        .fetchOptional(row -> new KeyAndCertificate(row.value1(), row.value2()));
  }

  @Override
  public void install(String order, Instant now) {
    sql.update(LOCAL_CERTIFICATE)
        .set(LOCAL_CERTIFICATE.INSTALLED_AT, now)
        .where(LOCAL_CERTIFICATE.ORDER_REFERENCE.eq(order), LOCAL_CERTIFICATE.INSTALLED_AT.isNull())
        .execute();
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<String> installedAt(String hostName) {
    return sql.select(LOCAL_CERTIFICATE.CERTIFICATE)
        .from(LOCAL_CERTIFICATE)
        .where(LOCAL_CERTIFICATE.HOST_NAME.eq(hostName), LOCAL_CERTIFICATE.INSTALLED_AT.isNotNull())
        .orderBy(LOCAL_CERTIFICATE.INSTALLED_AT.desc())
        .limit(1)
        .fetchOptional(LOCAL_CERTIFICATE.CERTIFICATE);
  }
}
