package io.tierline.kit.problem;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** What a Java type looks like to somebody who writes JSON. */
final class Expectations {

  private static final Set<Class<?>> WHOLE_NUMBERS =
      Set.of(
          int.class,
          long.class,
          short.class,
          byte.class,
          Integer.class,
          Long.class,
          Short.class,
          Byte.class,
          BigInteger.class);

  private static final Map<Class<?>, String> WORDS =
      Map.of(
          Instant.class, "an instant in UTC such as \"2026-11-21T10:00:00Z\"",
          OffsetDateTime.class, "a time with its offset such as \"2026-11-21T10:00:00Z\"",
          LocalDate.class, "a date such as \"2026-11-21\"",
          Duration.class, "a duration such as \"PT30S\"",
          UUID.class, "a UUID",
          CurrencyUnit.class, "a currency code such as \"USD\"",
          Currency.class, "a currency code such as \"USD\"",
          BigDecimal.class, "a number",
          String.class, "a string",
          Boolean.class, "true or false");

  /** A message that names a Java type is meant for programmers of this side. */
  private static final Pattern JAVA_NAME =
      Pattern.compile(
          "\\b[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+\\.[A-Z]|\\bjava\\.|[Ee]xception|\\$");

  private static final int MESSAGE_LENGTH_MAX = 300;

  private Expectations() {}

  static String of(@Nullable Class<?> type) {
    if (type == null) {
      return "another kind of value";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> ((Enum<?>) constant).name())
              .collect(Collectors.joining(", "));
    }
    if (WHOLE_NUMBERS.contains(type)) {
      return "a whole number";
    }
    if (type == boolean.class) {
      return "true or false";
    }
    if (type.isArray() || Collection.class.isAssignableFrom(type)) {
      return "an array";
    }
    return WORDS.getOrDefault(type, isWrittenAsString(type) ? "a string" : "an object");
  }

  private static boolean isWrittenAsString(Class<?> type) {
    for (Method method : type.getDeclaredMethods()) {
      if (Modifier.isStatic(method.getModifiers())
          && method.isAnnotationPresent(JsonCreator.class)
          && method.getParameterCount() == 1
          && method.getParameterTypes()[0] == String.class) {
        return true;
      }
    }
    return false;
  }

  /** The words of a type that refused a value, where they are fit to be shown. */
  static @Nullable String wordsOf(@Nullable Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException && isFit(cause.getMessage())) {
        return cause.getMessage();
      }
    }
    return null;
  }

  private static boolean isFit(@Nullable String message) {
    return message != null
        && !message.isBlank()
        && message.length() <= MESSAGE_LENGTH_MAX
        && !message.startsWith("For input string")
        && !JAVA_NAME.matcher(message).find();
  }
}
