package io.tierline.kit.json;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Reads {@code {"amount":"380.00","currency":"USD"}} and nothing else: a JSON number has often been
 * through a floating point variable, and more digits than the currency has would need rounding,
 * which is nobody's to choose here.
 */
final class MoneyReader extends StdDeserializer<Money> {

  private static final Pattern AMOUNT = Pattern.compile("-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,9})?");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final String FORM =
      "Money is written as {\"amount\":\"380.00\",\"currency\":\"USD\"}";

  MoneyReader() {
    super(Money.class);
  }

  @Override
  public Money deserialize(JsonParser parser, DeserializationContext context) {
    if (!parser.isExpectedStartObjectToken()) {
      throw new RefusedValue(parser, FORM + '.');
    }
    String amount = null;
    String currency = null;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      switch (name) {
        case "amount" -> amount = text(parser, name);
        case "currency" -> currency = text(parser, name);
        default -> throw new RefusedValue(parser, FORM + ", without '" + name + "'.");
      }
    }
    return money(parser, amount, currency);
  }

  private static String text(JsonParser parser, String name) {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      throw refused(
          parser, name, FORM + ": '" + name + "' is a string in double quotes, not another value.");
    }
    return parser.getString();
  }

  private static Money money(
      JsonParser parser, @Nullable String amount, @Nullable String currency) {
    if (amount == null || currency == null) {
      throw new RefusedValue(
          parser, FORM + ": '" + (amount == null ? "amount" : "currency") + "' is missing.");
    }
    CurrencyUnit unit = unit(parser, currency);
    if (!AMOUNT.matcher(amount).matches()) {
      throw refused(
          parser,
          "amount",
          "An amount has 1 to 15 digits, and a point before the decimals, such as \"380.00\": no sign but '-', no exponent, no leading zero.");
    }
    BigDecimal value = new BigDecimal(amount);
    if (value.scale() > unit.getDecimalPlaces()) {
      throw refused(
          parser,
          "amount",
          "%s has %d decimal places; the amount has %d."
              .formatted(unit.getCode(), unit.getDecimalPlaces(), value.scale()));
    }
    return Money.of(unit, value);
  }

  private static CurrencyUnit unit(JsonParser parser, String currency) {
    try {
      if (CURRENCY.matcher(currency).matches()) {
        return CurrencyUnit.of(currency);
      }
    } catch (IllegalCurrencyException e) {
      throw unknown(parser, e);
    }
    throw unknown(parser, null);
  }

  private static RefusedValue unknown(JsonParser parser, @Nullable Throwable cause) {
    RefusedValue refused =
        refused(
            parser,
            "currency",
            "A currency is one of the three-letter codes of ISO 4217, in capitals, such as \"USD\".");
    if (cause != null) {
      refused.initCause(cause);
    }
    return refused;
  }

  private static RefusedValue refused(JsonParser parser, String property, String detail) {
    RefusedValue refused = new RefusedValue(parser, detail);
    refused.prependPath(Money.class, property);
    return refused;
  }
}
