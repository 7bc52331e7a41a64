package io.tierline.contracts;

import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON Schema (2020-12) of a message, read off its record. */
final class JsonSchemas {

  static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  /** Shared shapes, by name, so that the file does not depend on the order they were met in. */
  private final Map<String, ObjectNode> definitions = new TreeMap<>();

  private JsonSchemas() {}

  static ObjectNode of(Message message) {
    JsonSchemas schemas = new JsonSchemas();
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("$schema", DIALECT);
    root.put("$id", "urn:tierline:message:" + message.name());
    root.put("title", message.name());
    root.setAll(schemas.object(message.type()));
    if (!schemas.definitions.isEmpty()) {
      ObjectNode definitions = root.putObject("$defs");
      schemas.definitions.forEach(definitions::set);
    }
    return root;
  }

  private ObjectNode object(Class<?> type) {
    ObjectNode schema = Json.MAPPER.createObjectNode();
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = Json.MAPPER.createArrayNode();
    for (RecordComponent component : type.getRecordComponents()) {
      AnnotatedType annotated = component.getAnnotatedType();
      ObjectNode value = schemaOf(component.getGenericType());
      if (annotated.isAnnotationPresent(Nullable.class)) {
        properties.set(component.getName(), orNull(value));
      } else {
        properties.set(component.getName(), value);
        required.add(component.getName());
      }
    }
    schema.set("required", required);
    return schema;
  }

  private ObjectNode schemaOf(Type type) {
    return switch (type) {
      case ParameterizedType list when list.getRawType() == List.class -> {
        ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "array");
        schema.set("items", schemaOf(list.getActualTypeArguments()[0]));
        yield schema;
      }
      case Class<?> plain -> schemaOf(plain);
      default -> throw new AssertionError("Contracts have no form for " + type);
    };
  }

  private ObjectNode schemaOf(Class<?> type) {
    ObjectNode schema = Json.MAPPER.createObjectNode();
    if (type == String.class) {
      return schema.put("type", "string");
    } else if (type == boolean.class || type == Boolean.class) {
      return schema.put("type", "boolean");
    } else if (type == int.class || type == Integer.class) {
      return schema
          .put("type", "integer")
          .put("minimum", Integer.MIN_VALUE)
          .put("maximum", Integer.MAX_VALUE);
    } else if (type == long.class || type == Long.class) {
      return schema
          .put("type", "integer")
          .put("minimum", Long.MIN_VALUE)
          .put("maximum", Long.MAX_VALUE);
    } else if (type == Instant.class) {
      return schema
          .put("type", "string")
          .put("format", "date-time")
          .put(
              "pattern",
              "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z$");
    }
    return schema.put("$ref", "#/$defs/" + define(type));
  }

  private String define(Class<?> type) {
    String name = type.getSimpleName();
    if (!definitions.containsKey(name)) {
      definitions.put(name, Json.MAPPER.createObjectNode());
      definitions.put(name, definition(type));
    }
    return name;
  }

  private ObjectNode definition(Class<?> type) {
    if (type == Money.class) {
      return money();
    } else if (type.isEnum()) {
      ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "string");
      ArrayNode names = schema.putArray("enum");
      Arrays.stream(type.getEnumConstants()).forEach(value -> names.add(((Enum<?>) value).name()));
      return schema;
    } else if (isId(type)) {
      return Json.MAPPER
          .createObjectNode()
          .put("type", "string")
          .put("pattern", "^[1-9][0-9]{0,17}$");
    } else if (type.isRecord()) {
      return object(type);
    }
    throw new AssertionError("Contracts have no form for " + type);
  }

  private static boolean isId(Class<?> type) {
    return type.isRecord()
        && Arrays.stream(type.getMethods()).anyMatch(m -> m.isAnnotationPresent(JsonValue.class));
  }

  private static ObjectNode money() {
    ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    properties.putObject("amount").put("type", "string").put("pattern", "^-?[0-9]+(\\.[0-9]+)?$");
    properties.putObject("currency").put("type", "string").put("pattern", "^[A-Z]{3}$");
    schema.putArray("required").add("amount").add("currency");
    return schema;
  }

  private static ObjectNode orNull(ObjectNode value) {
    ObjectNode schema = Json.MAPPER.createObjectNode();
    ArrayNode either = schema.putArray("anyOf");
    either.add(value);
    either.addObject().put("type", "null");
    return schema;
  }
}
