package io.tierline.messaging.inbox;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;

/** Asks the broker; only ever needed when a reader meets an aggregate in the middle of its life. */
public final class KafkaLogStart implements LogStart {

  private static final int TIMEOUT_SECONDS = 10;

  private final Supplier<Admin> admins;

  /** What expired never comes back. */
  private final Set<TopicPartition> expired = ConcurrentHashMap.newKeySet();

  public KafkaLogStart(Supplier<Admin> admins) {
    this.admins = admins;
  }

  @Override
  public boolean hasExpired(String topic, int partition) {
    TopicPartition where = new TopicPartition(topic, partition);
    if (expired.contains(where)) {
      return true;
    }
    boolean gone = startOf(where) > 0;
    if (gone) {
      expired.add(where);
    }
    return gone;
  }

  private long startOf(TopicPartition where) {
    Admin admin = admins.get();
    try {
      return admin
          .listOffsets(Map.of(where, OffsetSpec.earliest()))
          .partitionResult(where)
          .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
          .offset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DisconnectException("Interrupted while asking where the log begins", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new DisconnectException("The broker did not say where the log begins", e);
    } finally {
      admin.close(Duration.ZERO);
    }
  }
}
