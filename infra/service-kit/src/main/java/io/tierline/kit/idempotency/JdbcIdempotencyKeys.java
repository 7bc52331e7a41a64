package io.tierline.kit.idempotency;

import io.tierline.kit.problem.DatabaseFaults;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Claims in the schema {@code service_kit}. */
final class JdbcIdempotencyKeys implements IdempotencyKeys {

  private final JdbcClient jdbc;

  JdbcIdempotencyKeys(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<String> claim(String key, String fingerprint, String reference) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("An idempotency key is claimed inside a transaction");
    }
    IdempotencyKey wanted = IdempotencyKey.of(key);
    try {
      int claimed =
          jdbc.sql(
                  "insert into service_kit.claim (seller_id, key, fingerprint, reference)"
                      + " values (?, ?, ?, ?) on conflict do nothing")
              .params(wanted.sellerId(), wanted.text(), fingerprint, reference)
              .update();
      return claimed == 1 ? Optional.empty() : Optional.of(firstClaim(wanted, fingerprint));
    } catch (DataAccessException e) {
      throw DatabaseFaults.isLockTimeout(e) ? wanted.inProgress() : e;
    }
  }

  private String firstClaim(IdempotencyKey key, String fingerprint) {
    Claim first =
        jdbc.sql(
                "select fingerprint, reference from service_kit.claim"
                    + " where seller_id = ? and key = ?")
            .params(key.sellerId(), key.text())
            .query((row, _) -> new Claim(row.getString(1), row.getString(2)))
            .optional()
            .orElseThrow(key::inProgress);
    if (!first.fingerprint().equals(fingerprint)) {
      throw key.reused();
    }
    return first.reference();
  }

  private record Claim(String fingerprint, String reference) {}
}
