package io.tierline.contracts;

import java.util.Optional;

/**
 * Something that travels, with the name its files go by.
 *
 * @param name the wire name; for what travels over HTTP a name of its own
 * @param topic where it is found; empty for what travels over HTTP, or on several topics
 */
record Message(String name, Class<? extends Record> type, Optional<String> topic) {

  /** Where its schema stands, seen from the module. */
  String schemaPath() {
    return "schemas/%s/%s.json".formatted(topic.orElse(onTheBus() ? "messaging" : "http"), name);
  }

  boolean onTheBus() {
    return topic.isPresent() || type == Watermark.class;
  }

  @Override
  public String toString() {
    return name;
  }
}
