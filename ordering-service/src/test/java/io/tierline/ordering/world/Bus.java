package io.tierline.ordering.world;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The bus as the other services use it. */
@TestComponent
public class Bus {

  private final KafkaTemplate<String, byte[]> kafka;
  private final JsonMapper json;
  private final List<ConsumerRecord<String, byte[]>> heard = new CopyOnWriteArrayList<>();
  private final Map<String, ProducerRecord<String, byte[]>> sent = new ConcurrentHashMap<>();

  Bus(KafkaTemplate<String, byte[]> kafka, JsonMapper json) {
    this.kafka = kafka;
    this.json = json;
  }

  public void send(String topic, String key, long sequence, Object body) {
    String type = Objects.requireNonNull(body.getClass().getAnnotation(JsonTypeName.class)).value();
    Map<String, String> headers = new HashMap<>();
    headers.put("ce_specversion", "1.0");
    headers.put("ce_id", UUID.randomUUID().toString());
    headers.put("ce_type", type);
    headers.put("ce_source", "test");
    headers.put("ce_time", "2026-11-21T12:00:00Z");
    headers.put("ce_subject", key);
    headers.put("aggregate_seq", Long.toString(sequence));
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(topic, key, json.writeValueAsBytes(body));
    headers.forEach(
        (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    sent.put(topic + "/" + key, record);
    deliver(record);
  }

  /** The last message of this key once more, as a broker may do. */
  public void resend(String topic, String key) {
    ProducerRecord<String, byte[]> record = Objects.requireNonNull(sent.get(topic + "/" + key));
    deliver(new ProducerRecord<>(topic, null, null, key, record.value(), record.headers()));
  }

  private void deliver(ProducerRecord<String, byte[]> record) {
    kafka.send(record).orTimeout(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS).join();
  }

  @KafkaListener(
      topics = {"ordering.account", "ordering.invoice", "ordering.domain", "ordering.customer"},
      groupId = "test.bus")
  void hear(ConsumerRecord<String, byte[]> record) {
    heard.add(record);
  }

  /** Types of what was told of this aggregate, in order. */
  public List<String> typesOf(String topic, String key) {
    return heard.stream()
        .filter(record -> record.topic().equals(topic) && key.equals(record.key()))
        .map(
            record ->
                new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8))
        .toList();
  }

  public String bodyOf(String topic, String key, String type) {
    return heard.stream()
        .filter(record -> record.topic().equals(topic) && key.equals(record.key()))
        .filter(
            record ->
                new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8)
                    .equals(type))
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .reduce((_, last) -> last)
        .orElse("");
  }
}
