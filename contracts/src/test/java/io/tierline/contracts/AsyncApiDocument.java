package io.tierline.contracts;

import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.contracts.pricing.SpecificPriceEvent;
import io.tierline.contracts.pricing.TldEvent;
import io.tierline.contracts.pricing.TldStatusEvent;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** AsyncAPI 3.0: every topic, who writes to it, and what stands on it. */
final class AsyncApiDocument {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  /** Full snapshots: of each key the newest record says everything. */
  private static final Set<String> COMPACTED =
      Set.of(PriceListEvent.TOPIC, SpecificPriceEvent.TOPIC, TldStatusEvent.TOPIC, TldEvent.TOPIC);

  /** Followed by caches, which must know how far they have seen everything. */
  private static final Set<String> WATERMARKED = COMPACTED;

  private AsyncApiDocument() {}

  static String yaml() {
    return YAML.writeValueAsString(document());
  }

  private static ObjectNode document() {
    ObjectNode document = Json.MAPPER.createObjectNode();
    document.put("asyncapi", "3.0.0");
    ObjectNode info = document.putObject("info");
    info.put("title", "Tierline messages");
    info.put("version", "1.0.0");
    info.put(
        "description",
        "What services tell each other on the bus. A record's key is the id of its aggregate;"
            + " records of one key are in order. Released messages are never edited.");
    info.putObject("license").put("name", "Apache-2.0");
    document.put("defaultContentType", "application/json");
    ObjectNode channels = document.putObject("channels");
    ObjectNode operations = document.putObject("operations");
    for (Class<?> family : MessageCatalog.families()) {
      String topic = MessageCatalog.topicOf(family);
      channels.set(topic, channel(topic, family));
      operations.set("write." + topic, operation(topic));
    }
    ObjectNode components = document.putObject("components");
    ObjectNode messages = components.putObject("messages");
    MessageCatalog.onTheBus().forEach(message -> messages.set(message.name(), message(message)));
    ObjectNode schemas = components.putObject("schemas");
    schemas.set("CloudEventHeaders", cloudEventHeaders());
    schemas.set("OrderedEventHeaders", orderedEventHeaders());
    return document;
  }

  private static ObjectNode channel(String topic, Class<?> family) {
    ObjectNode channel = Json.MAPPER.createObjectNode();
    channel.put("address", topic);
    channel.put("title", family.getSimpleName());
    ObjectNode messages = channel.putObject("messages");
    for (Message message : messagesOn(topic)) {
      messages.putObject(message.name()).put("$ref", "#/components/messages/" + message.name());
    }
    ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
    if (COMPACTED.contains(topic)) {
      kafka.putObject("topicConfiguration").putArray("cleanup.policy").add("compact");
    }
    kafka.put("bindingVersion", "0.5.0");
    return channel;
  }

  private static List<Message> messagesOn(String topic) {
    return MessageCatalog.onTheBus().stream()
        .filter(
            message ->
                message.topic().map(topic::equals).orElseGet(() -> WATERMARKED.contains(topic)))
        .toList();
  }

  private static ObjectNode operation(String topic) {
    ObjectNode operation = Json.MAPPER.createObjectNode();
    operation.put("action", "send");
    operation.put("summary", "The %s service writes.".formatted(topic.split("\\.")[0]));
    operation.putObject("channel").put("$ref", "#/channels/" + topic);
    return operation;
  }

  private static ObjectNode message(Message message) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("name", message.name());
    node.put("title", message.type().getSimpleName());
    node.put("contentType", "application/json");
    node.putObject("headers")
        .put(
            "$ref",
            "#/components/schemas/"
                + (message.type() == Watermark.class
                    ? "CloudEventHeaders"
                    : "OrderedEventHeaders"));
    node.putObject("payload").put("$ref", "./" + message.schemaPath());
    ObjectNode kafka = node.putObject("bindings").putObject("kafka");
    kafka.putObject("key").put("type", "string");
    kafka.put("bindingVersion", "0.5.0");
    return node;
  }

  private static ObjectNode cloudEventHeaders() {
    ObjectNode headers = Json.MAPPER.createObjectNode();
    headers.put("type", "object");
    headers.put("description", "CloudEvents 1.0 in Kafka's binary mode.");
    ObjectNode properties = headers.putObject("properties");
    header(properties, "ce_specversion", "1.0");
    header(properties, "ce_id", "Unique; a repeated delivery carries the same.");
    header(properties, "ce_type", "The wire name of the message.");
    header(properties, "ce_source", "The service that sent it.");
    header(properties, "ce_time", "When it was committed, ISO-8601 in UTC.");
    header(properties, "content-type", "application/json");
    ArrayNode required = headers.putArray("required");
    properties.propertyNames().forEach(required::add);
    return headers;
  }

  private static ObjectNode orderedEventHeaders() {
    ObjectNode headers = Json.MAPPER.createObjectNode();
    headers.put("description", "Of one aggregate, in its order.");
    ObjectNode ordered = headers.putArray("allOf").addObject();
    ordered.put("$ref", "#/components/schemas/CloudEventHeaders");
    headers.put("type", "object");
    ObjectNode properties = headers.putObject("properties");
    header(properties, "ce_subject", "The aggregate's id, equal to the key.");
    header(properties, "aggregate_seq", "Grows by one within a key.");
    ArrayNode required = headers.putArray("required");
    properties.propertyNames().forEach(required::add);
    header(properties, "seller", "The seller it belongs to; absent where it belongs to none.");
    header(properties, "traceparent", "W3C trace context of what caused it; absent without one.");
    return headers;
  }

  private static void header(ObjectNode properties, String name, String description) {
    properties.putObject(name).put("type", "string").put("description", description);
  }
}
