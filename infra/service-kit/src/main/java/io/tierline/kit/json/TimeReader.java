package io.tierline.kit.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Reads times as ISO 8601 text only: a number could be seconds, milliseconds or days. The year has
 * four digits, which is also all that PostgreSQL and most clients can hold.
 */
final class TimeReader<T> extends StdDeserializer<T> {

  private static final Pattern FOUR_DIGIT_YEAR = Pattern.compile("[0-9]{4}-.{5,35}");

  private final Function<CharSequence, T> parse;

  TimeReader(Class<T> type, Function<CharSequence, T> parse) {
    super(type);
    this.parse = parse;
  }

  @Override
  public T deserialize(JsonParser parser, DeserializationContext context) {
    String text = parser.hasToken(JsonToken.VALUE_STRING) ? parser.getString() : "";
    try {
      if (FOUR_DIGIT_YEAR.matcher(text).matches()) {
        return parse.apply(text);
      }
    } catch (DateTimeException e) {
      throw refused(parser, e);
    }
    throw refused(parser, null);
  }

  private RefusedValue refused(JsonParser parser, @Nullable DateTimeException cause) {
    RefusedValue refused =
        new RefusedValue(
            parser,
            handledType() == Instant.class
                ? "Expected is an instant in UTC such as \"2026-11-21T10:00:00Z\"."
                : "Expected is a date such as \"2026-11-21\".");
    if (cause != null) {
      refused.initCause(cause);
    }
    return refused;
  }
}
