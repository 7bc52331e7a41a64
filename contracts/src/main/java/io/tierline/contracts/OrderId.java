package io.tierline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The order of one domain: what is renewed; {@code order-id} and {@code entityid} of the legacy
 * API. JSON: a string of decimal digits, as clients of this trade expect.
 */
public record OrderId(long value) {

  public OrderId {
    DecimalId.requirePositive("order id", value);
  }

  @JsonCreator
  public static OrderId of(String digits) {
    return new OrderId(DecimalId.parse("order id", digits));
  }

  @JsonValue
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
