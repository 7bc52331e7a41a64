package io.tierline.messaging.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Sends rows of compacted topics. There the last record of a key is all that is left one day, so a
 * relay that was taken for dead must not be able to add an old one after its successor's: whoever
 * takes over tells the broker first to take nothing from it any more, which works for transactions.
 */
final class FencedSending {

  private final Set<String> topics;
  private final Supplier<Producer<String, byte[]>> producers;
  private final List<Integer> sent = new ArrayList<>();

  /** Closed by the heartbeat too. */
  private volatile @Nullable Producer<String, byte[]> producer;

  private boolean open;

  FencedSending(List<String> topics, Supplier<Producer<String, byte[]>> producers) {
    this.topics = Set.copyOf(topics);
    this.producers = producers;
  }

  Set<String> topics() {
    return topics;
  }

  boolean concerns(String topic) {
    return topics.contains(topic);
  }

  boolean isReady() {
    return topics.isEmpty() || producer != null;
  }

  /**
   * Makes itself known to the broker. Only ever called before rows are read: that asks the broker
   * for a new epoch, which undoes an earlier fencing. Whoever then reads rows on a session that
   * lives knows that nobody has fenced it yet, since fencing comes after the end of the session.
   *
   * @throws KafkaException where the broker does not take part
   */
  void prepare() {
    Producer<String, byte[]> prepared = producers.get();
    try {
      prepared.initTransactions();
    } catch (KafkaException e) {
      prepared.close(Duration.ZERO);
      throw e;
    }
    producer = prepared;
  }

  /**
   * @throws KafkaException where the broker does not take it
   */
  void send(int index, ProducerRecord<String, byte[]> record, Callback whenDone) {
    Producer<String, byte[]> to = producer;
    if (to == null) {
      throw new IllegalStateException("Rows of fenced topics were read before it was prepared");
    }
    if (!open) {
      to.beginTransaction();
      open = true;
    }
    sent.add(index);
    to.send(record, whenDone);
  }

  /**
   * All or nothing of what was sent since the last call.
   *
   * @throws KafkaException where nobody knows which: the relay must start over under another name
   */
  void commit(Batch batch) {
    Producer<String, byte[]> to = producer;
    if (!open || to == null) {
      return;
    }
    open = false;
    try {
      to.commitTransaction();
    } catch (KafkaException e) {
      if (e instanceof RetriableException) {
        throw e;
      }
      to.abortTransaction();
      if (sent.stream().anyMatch(batch::failedAlready)) {
        sent.forEach(batch::undo);
      } else {
        sent.forEach(index -> batch.undo(index, e));
      }
    } finally {
      sent.clear();
    }
  }

  void close(Duration timeout) {
    Producer<String, byte[]> to = producer;
    if (to != null) {
      to.close(timeout);
    }
  }
}
