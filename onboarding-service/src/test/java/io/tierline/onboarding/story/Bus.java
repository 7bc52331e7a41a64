package io.tierline.onboarding.story;

import io.tierline.testsupport.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is on the topics. */
final class Bus {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Bus() {}

  /** A message with its wire name. */
  record Message(String type, JsonNode body) {}

  /** All messages of one key, in their order. */
  static List<Message> messages(String topic, String key) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", TestServers.broker().bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<Message> found = new ArrayList<>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (key.equals(record.key())) {
            String type =
                new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
            found.add(new Message(type, JSON.readTree(record.value())));
          }
        }
      }
      return found;
    }
  }

  static List<String> types(String topic, String key) {
    return messages(topic, key).stream().map(Message::type).toList();
  }
}
