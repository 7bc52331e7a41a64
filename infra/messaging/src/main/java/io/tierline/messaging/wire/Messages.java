package io.tierline.messaging.wire;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.datatype.jodamoney.AmountRepresentation;
import tools.jackson.datatype.jodamoney.JodaMoneyModule;

/**
 * Records to JSON and back. A tolerant reader: fields it does not know are ignored, and a type that
 * its family does not know is no error.
 */
public final class Messages {

  private final JsonMapper mapper =
      JsonMapper.builder()
          .addModule(
              new JodaMoneyModule().withAmountRepresentation(AmountRepresentation.DECIMAL_STRING))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private final Map<Class<?>, String> names = new ConcurrentHashMap<>();
  private final Map<Class<?>, Map<String, Class<?>>> families = new ConcurrentHashMap<>();

  /** The body could not be turned into the record its type names. */
  public static final class UnreadableException extends RuntimeException {
    UnreadableException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * The wire name of a message.
   *
   * @throws IllegalArgumentException for a record without {@link JsonTypeName}
   */
  public String typeOf(Object body) {
    return names.computeIfAbsent(
        body.getClass(),
        type -> {
          JsonTypeName name = type.getAnnotation(JsonTypeName.class);
          if (name == null) {
            throw new IllegalArgumentException(
                "%s needs @JsonTypeName(\"<aggregate>.<fact>.v<n>\") to be sent"
                    .formatted(type.getName()));
          }
          return name.value();
        });
  }

  public byte[] encode(Object body) {
    return mapper.writeValueAsBytes(body);
  }

  public String encodeHeaders(Map<String, String> headers) {
    return headers.isEmpty() ? "{}" : mapper.writeValueAsString(headers);
  }

  public Map<String, String> decodeHeaders(String json) {
    if (json.equals("{}")) {
      return Map.of();
    }
    return mapper.readValue(
        json, mapper.getTypeFactory().constructMapType(HashMap.class, String.class, String.class));
  }

  /** The record, or null where the family does not know the type. */
  public <E> @Nullable E decode(Class<E> family, String type, byte @Nullable [] body) {
    Class<?> member = families.computeIfAbsent(family, Messages::membersByName).get(type);
    if (member == null) {
      return null;
    }
    if (body == null) {
      throw new UnreadableException("A message of type %s without a body".formatted(type), null);
    }
    try {
      Object event = mapper.readValue(body, member);
      if (event == null) {
        throw new UnreadableException("The body of a %s is JSON null".formatted(type), null);
      }
      return family.cast(event);
    } catch (JacksonException e) {
      throw new UnreadableException(
          "The body is no %s: %s".formatted(type, e.getOriginalMessage()), e);
    }
  }

  private static Map<String, Class<?>> membersByName(Class<?> family) {
    Map<String, Class<?>> members = new HashMap<>();
    collect(family, members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException(
          family.getName() + " must be a record with @JsonTypeName or a sealed family of such");
    }
    return Map.copyOf(members);
  }

  private static void collect(Class<?> type, Map<String, Class<?>> members) {
    JsonTypeName name = type.getAnnotation(JsonTypeName.class);
    if (name != null) {
      members.put(name.value(), type);
    }
    Class<?>[] permitted = type.getPermittedSubclasses();
    if (permitted != null) {
      for (Class<?> subtype : permitted) {
        collect(subtype, members);
      }
    }
  }
}
