package io.tierline.messaging.outbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/**
 * How a relay gets at the broker.
 *
 * @param plain makes a producer
 * @param transactional makes a producer with this transactional id
 * @param admin makes an admin client
 */
public record Broker(
    Supplier<Producer<String, byte[]>> plain,
    Function<String, Producer<String, byte[]>> transactional,
    Supplier<Admin> admin) {

  /**
   * From now on the broker takes nothing from this producer, also not what is on its way.
   *
   * @return false where the broker did not say so in time
   */
  boolean fence(String transactionalId, Duration timeout) throws InterruptedException {
    try {
      Admin client = admin.get();
      try {
        client
            .fenceProducers(List.of(transactionalId))
            .all()
            .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return true;
      } finally {
        client.close(Duration.ZERO);
      }
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      return false;
    }
  }
}
