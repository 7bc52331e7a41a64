package io.tierline.pricing;

import io.tierline.messaging.wire.Wire;
import io.tierline.testsupport.TestServers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What is told on the bus. */
final class Topic {

  private Topic() {}

  /**
   * All messages and watermarks that are there now, those of a key in order. Each once: a relay may
   * send one again that it could not write down as sent.
   */
  static List<ConsumerRecord<String, byte[]>> read(String topic) {
    Map<String, ConsumerRecord<String, byte[]>> found = new LinkedHashMap<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", TestServers.broker().bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (!Wire.GENERATION_KEY.equals(record.key())) {
            found.putIfAbsent(
                Objects.requireNonNull(Wire.text(record.headers(), Wire.ID), "no id"), record);
          }
        }
      }
    }
    return List.copyOf(found.values());
  }
}
