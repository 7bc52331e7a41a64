package io.tierline.kit.json;

import java.math.BigDecimal;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Refuses decimals that are small to write and huge to work with: {@code 1e999999999} would fill
 * the memory at the first addition.
 */
final class BoundedDecimalReader extends StdDeserializer<BigDecimal> {

  private static final int DIGITS_MAX = 40;

  BoundedDecimalReader() {
    super(BigDecimal.class);
  }

  @Override
  public BigDecimal deserialize(JsonParser parser, DeserializationContext context) {
    if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT)
        && !parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
      throw new RefusedValue(parser, "A number is expected.");
    }
    BigDecimal value = parser.getDecimalValue();
    if (value.precision() > DIGITS_MAX || Math.abs((long) value.scale()) > DIGITS_MAX) {
      throw new RefusedValue(parser, "A number has at most %d digits.".formatted(DIGITS_MAX));
    }
    return value;
  }
}
