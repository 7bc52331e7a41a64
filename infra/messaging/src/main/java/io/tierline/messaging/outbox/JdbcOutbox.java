package io.tierline.messaging.outbox;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import io.tierline.messaging.Outbox;
import io.tierline.messaging.OutgoingMessage;
import io.tierline.messaging.wire.Messages;
import io.tierline.messaging.wire.Wire;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The outbox as a table in the service's own database. */
public final class JdbcOutbox implements Outbox {

  private static final int KEY_LENGTH_MAX = 500;

  /** Below the broker's own limit of a record, so that what was committed can always be sent. */
  private static final int BODY_BYTES_MAX = 900_000;

  private static final String APPEND =
      "select messaging.append(?::smallint, ?, ?, ?, ?, ?::jsonb, ?)";

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
  public void append(OutgoingMessage message) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException(
          "A message is appended inside the transaction that changes the state it speaks of");
    }
    requireKey(message.key());
    String type = messages.typeOf(message.body());
    byte[] body = messages.encode(message.body());
    if (body.length > BODY_BYTES_MAX) {
      throw new IllegalArgumentException(
          "A message has at most %d bytes; this %s has %d"
              .formatted(BODY_BYTES_MAX, type, body.length));
    }
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
        .contextualName("send " + message.topic())
        .lowCardinalityKeyValue("type", type)
        .observe(
            () ->
                jdbc.query(
                    APPEND,
                    statement -> {
                      statement.setInt(1, Wire.part(message.key()));
                      statement.setString(2, message.topic());
                      statement.setString(3, message.key());
                      statement.setString(4, type);
                      statement.setString(5, message.sellerId());
                      statement.setString(6, messages.encodeHeaders(trace));
                      statement.setBytes(7, body);
                    },
                    _ -> {}));
    // A set: the same instance is kept once, however much a transaction says.
    TransactionSynchronizationManager.registerSynchronization(wakeAfterCommit);
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
