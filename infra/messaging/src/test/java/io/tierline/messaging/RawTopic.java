package io.tierline.messaging;

import io.tierline.messaging.wire.Messages;
import io.tierline.messaging.wire.Wire;
import io.tierline.testsupport.TestServers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A topic beside the bus: what anybody could write there, and what really stands in it. */
final class RawTopic {

  private static final Messages MESSAGES = new Messages();

  private RawTopic() {}

  /** A record as the relay would send it. */
  static ProducerRecord<String, byte[]> message(
      String topic, String key, long sequence, Object body) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic, Wire.part(key) % 4, key, MESSAGES.encode(body));
    header(record, Wire.ID, UUID.randomUUID().toString());
    header(record, Wire.TYPE, MESSAGES.typeOf(body));
    header(record, Wire.SEQUENCE, Long.toString(sequence));
    return record;
  }

  static ProducerRecord<String, byte[]> withBody(
      ProducerRecord<String, byte[]> record, byte @Nullable [] body) {
    return new ProducerRecord<>(
        record.topic(), record.partition(), record.key(), body, record.headers());
  }

  static void header(ProducerRecord<String, byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes them in this order and returns when the broker has them all. */
  @SafeVarargs
  static void write(ProducerRecord<String, byte[]>... records) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(client(), new StringSerializer(), new ByteArraySerializer())) {
      for (ProducerRecord<String, byte[]> record : records) {
        producer.send(record).get(60, TimeUnit.SECONDS);
      }
    } catch (Exception e) {
      throw new IllegalStateException("The broker took no record", e);
    }
  }

  /** All that stands in the topic now, partition by partition. */
  static List<ConsumerRecord<String, byte[]>> read(String topic) {
    return TestServers.broker().records(topic);
  }

  private static Map<String, Object> client() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", TestServers.broker().bootstrapServers());
    settings.put("max.request.size", 4_000_000);
    return settings;
  }
}
