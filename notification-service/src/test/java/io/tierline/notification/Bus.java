package io.tierline.notification;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.tierline.contracts.ordering.CustomerEvent;
import io.tierline.contracts.ordering.DomainEvent;
import io.tierline.contracts.partner.PartnerEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.json.JsonMapper;

/** Publishes as other services do, and can say everything once more. */
final class Bus implements AutoCloseable {

  private final KafkaProducer<String, byte[]> producer;
  private final JsonMapper json;
  private final Map<String, Long> sequences = new ConcurrentHashMap<>();
  private final List<ProducerRecord<String, byte[]>> said = new ArrayList<>();

  Bus(String bootstrapServers, JsonMapper json) {
    this.json = json;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  void publish(Object... events) {
    for (Object event : events) {
      switch (event) {
        case PartnerEvent e -> send(PartnerEvent.TOPIC, e.sellerId().toString(), e);
        case CustomerEvent e -> send(CustomerEvent.TOPIC, e.customerId().toString(), e);
        case DomainEvent e -> send(DomainEvent.TOPIC, e.orderId().toString(), e);
        default -> throw new IllegalArgumentException("No topic for " + event);
      }
    }
    producer.flush();
  }

  void redeliverEverything() {
    said.forEach(producer::send);
    producer.flush();
  }

  private void send(String topic, String key, Object event) {
    JsonTypeName type = event.getClass().getAnnotation(JsonTypeName.class);
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic, key, json.writeValueAsBytes(event));
    long sequence = sequences.merge(topic + "/" + key, 1L, Long::sum);
    header(record, "ce_specversion", "1.0");
    header(record, "ce_id", UUID.randomUUID().toString());
    header(record, "ce_type", type.value());
    header(record, "ce_source", "/tierline/test");
    header(record, "ce_time", "2027-01-01T00:00:00Z");
    header(record, "ce_subject", key);
    header(record, "aggregate_seq", Long.toString(sequence));
    said.add(record);
    producer.send(record);
  }

  private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    producer.close();
  }
}
