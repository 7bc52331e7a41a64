package io.tierline.messaging.outbox;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many partitions a topic has. Asked for beside the relay's own thread, because a topic that
 * does not exist (yet) makes the client wait, and others must not wait with it.
 */
final class Topics {

  private static final Logger log = LoggerFactory.getLogger(Topics.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Producer<String, byte[]> producer;
  private final Runnable whenKnown;
  private final Map<String, Integer> partitions = new ConcurrentHashMap<>();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Topics(Producer<String, byte[]> producer, Runnable whenKnown) {
    this.producer = producer;
    this.whenKnown = whenKnown;
  }

  /** 0 while it is not known. */
  int partitions(String topic) {
    Integer known = partitions.get(topic);
    if (known == null) {
      if (asked.add(topic)) {
        Thread.ofVirtual().name("relay-topic-" + topic).start(() -> find(topic));
      }
      return 0;
    }
    return known;
  }

  /** Ask again: it may have been deleted. */
  void forget(String topic) {
    partitions.remove(topic);
  }

  Set<String> unknown() {
    return new TreeSet<>(asked);
  }

  void close() {
    closed = true;
  }

  private void find(String topic) {
    boolean complained = false;
    while (!closed) {
      try {
        partitions.put(topic, producer.partitionsFor(topic).size());
        asked.remove(topic);
        whenKnown.run();
        return;
      } catch (KafkaException | IllegalStateException e) {
        if (!complained && !closed) {
          log.warn("Messages for topic {} wait: {}", topic, e.toString());
          complained = true;
        }
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
