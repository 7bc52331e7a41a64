package io.tierline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The operator or a partner, seen as the one who sets prices: the tenant. JSON: a string of decimal
 * digits, as clients of this trade expect.
 */
public record SellerId(long value) {

  public SellerId {
    DecimalId.requirePositive("seller id", value);
  }

  @JsonCreator
  public static SellerId of(String digits) {
    return new SellerId(DecimalId.parse("seller id", digits));
  }

  @JsonValue
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
