package io.tierline.pricing;

import io.tierline.messaging.wire.Wire;
import io.tierline.testsupport.TestServers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is told on the bus. */
final class Topic {

  private Topic() {}

  /**
   * All messages and watermarks that are there now, those of a key in order. Each once: a relay may
   * send one again that it could not write down as sent.
   */
  static List<ConsumerRecord<String, byte[]>> read(String topic) {
    Map<String, ConsumerRecord<String, byte[]>> found = new LinkedHashMap<>();
    for (ConsumerRecord<String, byte[]> record : TestServers.broker().records(topic)) {
      if (!Wire.GENERATION_KEY.equals(record.key())) {
        found.putIfAbsent(
            Objects.requireNonNull(Wire.text(record.headers(), Wire.ID), "no id"), record);
      }
    }
    return List.copyOf(found.values());
  }
}
