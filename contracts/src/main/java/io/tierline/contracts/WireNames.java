package io.tierline.contracts;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Arrays;
import java.util.Optional;

/** The names by which messages are known on the bus, {@code <aggregate>.<fact>.v<n>}. */
public final class WireNames {

  private WireNames() {}

  /**
   * @throws IllegalArgumentException for a class without a wire name
   */
  public static String of(Class<?> message) {
    JsonTypeName name = message.getAnnotation(JsonTypeName.class);
    if (name == null) {
      throw new IllegalArgumentException(
          message.getName() + " has no wire name: give it one with @JsonTypeName");
    }
    return name.value();
  }

  /**
   * The record of a family that has this wire name; empty for one that this reader does not know,
   * because it is newer.
   *
   * @param family a sealed interface of messages
   */
  public static <E> Optional<Class<? extends E>> recordOf(Class<E> family, String wireName) {
    return Arrays.stream(family.getPermittedSubclasses())
        .filter(message -> of(message).equals(wireName))
        .<Class<? extends E>>map(message -> message.asSubclass(family))
        .findFirst();
  }
}
