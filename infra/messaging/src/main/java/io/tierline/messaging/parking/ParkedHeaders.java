package io.tierline.messaging.parking;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Kafka headers as JSON and back, whatever bytes are in them. */
public final class ParkedHeaders {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ParkedHeaders() {}

  /** Header name to base64 value; of several with one name the last, as readers see them. */
  public static String toJson(Headers headers) {
    ObjectNode json = MAPPER.createObjectNode();
    for (Header header : headers) {
      byte[] value = header.value() == null ? new byte[0] : header.value();
      // NUL has no place in the database's JSON.
      json.put(header.key().replace('\0', '?'), Base64.getEncoder().encodeToString(value));
    }
    return MAPPER.writeValueAsString(json);
  }

  static Headers fromJson(String json) {
    RecordHeaders headers = new RecordHeaders();
    for (Map.Entry<String, JsonNode> header : MAPPER.readTree(json).properties()) {
      headers.add(header.getKey(), Base64.getDecoder().decode(header.getValue().asString()));
    }
    return headers;
  }

  /** The record as it came. */
  static ConsumerRecord<String, byte[]> toConsumerRecord(ParkedRecord parked) {
    return new ConsumerRecord<>(
        parked.key().topic(),
        parked.place().partition(),
        parked.place().offset(),
        parked.place().timestampMillis(),
        TimestampType.CREATE_TIME,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        parked.recordKey(),
        parked.payload(),
        fromJson(parked.headers()),
        Optional.empty());
  }

  /** Names and readable values, for people. */
  public static List<Map.Entry<String, String>> readable(String json) {
    return MAPPER.readTree(json).properties().stream()
        .map(
            header ->
                Map.entry(
                    header.getKey(),
                    new String(
                        Base64.getDecoder().decode(header.getValue().asString()),
                        java.nio.charset.StandardCharsets.UTF_8)))
        .toList();
  }
}
