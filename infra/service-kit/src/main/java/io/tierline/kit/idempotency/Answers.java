package io.tierline.kit.idempotency;

import io.tierline.kit.problem.DatabaseFaults;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** First answers, in the transaction of the work they answer. */
final class Answers {

  private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;

  Answers(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * Takes the key for the running transaction, or finds what was answered. Where another
   * transaction holds the key, waits until that one has ended: it either leaves an answer or the
   * key.
   */
  Optional<Answer> take(IdempotencyKey key, byte[] fingerprint) {
    try {
      int taken =
          jdbc.sql(
                  "insert into service_kit.answer (seller_id, key, fingerprint) values (?, ?, ?)"
                      + " on conflict do nothing")
              .params(key.sellerId(), key.text(), fingerprint)
              .update();
      return taken == 1 ? Optional.empty() : Optional.of(first(key, fingerprint));
    } catch (DataAccessException e) {
      throw DatabaseFaults.isLockTimeout(e) ? key.inProgress() : e;
    }
  }

  private Answer first(IdempotencyKey key, byte[] fingerprint) {
    return jdbc.sql(
            "select fingerprint, status, headers, body from service_kit.answer"
                + " where seller_id = ? and key = ?")
        .params(key.sellerId(), key.text())
        .query((row, _) -> answer(row, key, fingerprint))
        .optional()
        .orElseThrow(key::inProgress);
  }

  private Answer answer(ResultSet row, IdempotencyKey key, byte[] fingerprint) throws SQLException {
    if (!MessageDigest.isEqual(fingerprint, row.getBytes("fingerprint"))) {
      throw key.reused();
    }
    return new Answer(
        row.getInt("status"),
        json.readValue(row.getString("headers"), HEADERS),
        row.getBytes("body"));
  }

  void remember(IdempotencyKey key, Answer answer) {
    jdbc.sql(
            "update service_kit.answer set status = ?, headers = ?::jsonb, body = ?"
                + " where seller_id = ? and key = ?")
        .params(
            answer.status(),
            json.writeValueAsString(answer.headers()),
            answer.body(),
            key.sellerId(),
            key.text())
        .update();
  }
}
