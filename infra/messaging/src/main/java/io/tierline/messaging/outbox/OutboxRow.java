package io.tierline.messaging.outbox;

import io.tierline.messaging.wire.Messages;
import io.tierline.messaging.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** A row of the outbox as the relay reads it. */
record OutboxRow(
    long id,
    int part,
    String topic,
    String key,
    long sequence,
    String eventId,
    String type,
    @Nullable String seller,
    String headers,
    byte[] payload,
    Instant createdAt) {

  /** The aggregate it belongs to: what stays in order, and what stops when a send fails. */
  record Stream(String topic, String key) {}

  Stream stream() {
    return new Stream(topic, key);
  }

  ProducerRecord<String, byte[]> toRecord(int partitions, String source, Messages messages) {
    RecordHeaders carried = new RecordHeaders();
    add(carried, Wire.SPEC_VERSION, "1.0");
    add(carried, Wire.ID, eventId);
    add(carried, Wire.TYPE, type);
    add(carried, Wire.SOURCE, source);
    add(carried, Wire.TIME, createdAt.toString());
    add(carried, Wire.SUBJECT, key);
    add(carried, Wire.CONTENT_TYPE, "application/json");
    if (seller != null) {
      add(carried, Wire.SELLER, seller);
    }
    add(carried, Wire.SEQUENCE, Long.toString(sequence));
    messages.decodeHeaders(headers).forEach((name, value) -> add(carried, name, value));
    return new ProducerRecord<>(topic, part % partitions, null, key, payload, carried);
  }

  static ProducerRecord<String, byte[]> watermark(
      Watermark watermark, String source, Messages messages) {
    RecordHeaders carried = new RecordHeaders();
    String key = Wire.WATERMARK_KEY_PREFIX + watermark.parts().getFirst();
    add(carried, Wire.SPEC_VERSION, "1.0");
    add(carried, Wire.ID, key + "/" + watermark.at());
    add(carried, Wire.TYPE, Wire.WATERMARK_TYPE);
    add(carried, Wire.SOURCE, source);
    add(carried, Wire.TIME, watermark.at().toString());
    add(carried, Wire.CONTENT_TYPE, "application/json");
    Generation generation = watermark.generation();
    byte[] body =
        messages.encode(
            new WatermarkBody(
                watermark.at(),
                watermark.parts(),
                Wire.PARTS,
                new GenerationBody(generation.topicId(), generation.number(), generation.from())));
    return new ProducerRecord<>(
        generation.topic(), watermark.partition(), null, key, body, carried);
  }

  /**
   * Everything committed before {@code at} in these parts is already on this partition, from where
   * the generation begins.
   */
  record Watermark(Generation generation, int partition, List<Integer> parts, Instant at) {}

  record WatermarkBody(
      Instant watermark, List<Integer> parts, int partsTotal, GenerationBody generation) {}

  record GenerationBody(String topicId, long number, List<Long> from) {}

  private static void add(RecordHeaders headers, String name, String value) {
    headers.add(new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8)));
  }
}
