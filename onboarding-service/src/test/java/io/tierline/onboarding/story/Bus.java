package io.tierline.onboarding.story;

import io.tierline.testsupport.TestServers;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    return TestServers.broker().records(topic).stream()
        .filter(record -> key.equals(record.key()))
        .map(
            record ->
                new Message(
                    new String(
                        record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8),
                    JSON.readTree(record.value())))
        .toList();
  }

  static List<String> types(String topic, String key) {
    return messages(topic, key).stream().map(Message::type).toList();
  }
}
