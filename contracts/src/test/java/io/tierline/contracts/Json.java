package io.tierline.contracts;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.datatype.jodamoney.AmountRepresentation;
import tools.jackson.datatype.jodamoney.JodaMoneyModule;

/** JSON the way every service reads and writes messages. */
final class Json {

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new JodaMoneyModule().withAmountRepresentation(AmountRepresentation.DECIMAL_STRING))
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private Json() {}

  static String pretty(JsonNode node) {
    return MAPPER.writeValueAsString(node) + "\n";
  }

  /** As it is meant: a null field is an absent one, and a number has no width. */
  static JsonNode meaningOf(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode copy = MAPPER.createObjectNode();
        object.forEachEntry(
            (name, value) -> {
              if (!value.isNull()) {
                copy.set(name, meaningOf(value));
              }
            });
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = MAPPER.createArrayNode();
        array.forEach(value -> copy.add(meaningOf(value)));
        yield copy;
      }
      case IntNode number -> LongNode.valueOf(number.longValue());
      default -> node;
    };
  }

  /** With a field in every object that no reader knows. */
  static JsonNode withUnknownFields(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode copy = MAPPER.createObjectNode();
        copy.putObject("addedLater").put("nested", true).putArray("list").add(1).addNull();
        object.forEachEntry((name, value) -> copy.set(name, withUnknownFields(value)));
        yield copy.put("addedLaterToo", "値");
      }
      case ArrayNode array -> {
        ArrayNode copy = MAPPER.createArrayNode();
        array.forEach(value -> copy.add(withUnknownFields(value)));
        yield copy;
      }
      default -> node;
    };
  }
}
