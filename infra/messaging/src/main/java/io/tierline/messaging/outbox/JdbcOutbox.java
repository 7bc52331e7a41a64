package io.tierline.messaging.outbox;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import io.tierline.messaging.Outbox;
import io.tierline.messaging.OutgoingMessage;
import io.tierline.messaging.wire.Messages;
import io.tierline.messaging.wire.Wire;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The outbox as a table in the service's own database. */
public final class JdbcOutbox implements Outbox {

  private static final int KEY_LENGTH_MAX = 500;

  /** Below the broker's own limit of a record, so that what was committed can always be sent. */
  private static final int BODY_BYTES_MAX = 900_000;

  /** What one statement carries at most, and the message over it. */
  private static final int STATEMENT_BYTES_MAX = 4_000_000;

  private static final String APPEND =
      """
      select messaging.append(part, topic, key, type, seller, ?::jsonb, payload)
        from unnest(?, ?, ?, ?, ?, ?) with ordinality as m (part, topic, key, type, seller, payload, place)
       order by place
      """;

  private final JdbcOperations jdbc;
  private final Messages messages;
  private final ObservationRegistry observations;
  private final TransactionSynchronization wakeAfterCommit;

  /**
   * @param wake called after each commit that said something
   */
  public JdbcOutbox(
      JdbcOperations jdbc, Messages messages, ObservationRegistry observations, Runnable wake) {
    this.jdbc = jdbc;
    this.messages = messages;
    this.observations = observations;
    this.wakeAfterCommit =
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            wake.run();
          }
        };
  }

  @Override
  public void appendAll(List<OutgoingMessage> sent) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException(
          "A message is appended inside the transaction that changes the state it speaks of");
    }
    if (sent.isEmpty()) {
      return;
    }
    List<Encoded> encoded = sent.stream().map(this::encode).toList();
    Map<String, String> trace = new HashMap<>();
    SenderContext<Map<String, String>> context =
        new SenderContext<>(
            (carrier, name, value) -> {
              if (carrier != null) {
                carrier.put(name, value);
              }
            },
            Kind.PRODUCER);
    context.setCarrier(trace);
    Observation.createNotStarted("tierline.outbox.append", () -> context, observations)
        .contextualName("send " + sent.getFirst().topic())
        .lowCardinalityKeyValue("type", typeOf(encoded))
        .observe(() -> append(encoded, messages.encodeHeaders(trace)));
    // A set: the same instance is kept once, however much a transaction says.
    TransactionSynchronizationManager.registerSynchronization(wakeAfterCommit);
  }

  private record Encoded(OutgoingMessage message, String type, byte[] body) {}

  /** Of what is said at once; of different things no one's. */
  private static String typeOf(List<Encoded> encoded) {
    List<String> types = encoded.stream().map(Encoded::type).distinct().toList();
    return types.size() == 1 ? types.getFirst() : "several";
  }

  private Encoded encode(OutgoingMessage message) {
    requireKey(message.key());
    String type = messages.typeOf(message.body());
    byte[] body = messages.encode(message.body());
    if (body.length > BODY_BYTES_MAX) {
      throw new IllegalArgumentException(
          "A message has at most %d bytes; this %s has %d"
              .formatted(BODY_BYTES_MAX, type, body.length));
    }
    return new Encoded(message, type, body);
  }

  private void append(List<Encoded> all, String headers) {
    int from = 0;
    while (from < all.size()) {
      int to = from;
      long bytes = 0;
      while (to < all.size() && (to == from || bytes < STATEMENT_BYTES_MAX)) {
        bytes += all.get(to++).body().length;
      }
      appendAtOnce(all.subList(from, to), headers);
      from = to;
    }
  }

  private void appendAtOnce(List<Encoded> all, String headers) {
    jdbc.query(
        APPEND,
        statement -> {
          Connection connection = statement.getConnection();
          statement.setString(1, headers);
          Integer[] parts =
              all.stream().map(each -> Wire.part(each.message().key())).toArray(Integer[]::new);
          statement.setArray(2, connection.createArrayOf("smallint", parts));
          statement.setArray(3, texts(connection, all, each -> each.message().topic()));
          statement.setArray(4, texts(connection, all, each -> each.message().key()));
          statement.setArray(5, texts(connection, all, Encoded::type));
          statement.setArray(6, texts(connection, all, each -> each.message().sellerId()));
          statement.setArray(
              7,
              connection.createArrayOf(
                  "bytea", all.stream().map(Encoded::body).toArray(byte[][]::new)));
        },
        _ -> {});
  }

  private static Array texts(
      Connection connection, List<Encoded> all, Function<Encoded, @Nullable String> text)
      throws SQLException {
    return connection.createArrayOf("text", all.stream().map(text).toArray(String[]::new));
  }

  private static void requireKey(String key) {
    if (key.isEmpty()
        || key.length() > KEY_LENGTH_MAX
        || key.indexOf('\0') >= 0
        || key.startsWith(Wire.WATERMARK_KEY_PREFIX)) {
      throw new IllegalArgumentException(
          "A key has 1 to %d characters, no NUL, and does not start with %s"
              .formatted(KEY_LENGTH_MAX, Wire.WATERMARK_KEY_PREFIX));
    }
  }
}
