package io.tierline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A customer of one seller. JSON: a string of decimal digits, as clients of this trade expect. */
public record CustomerId(long value) {

  public CustomerId {
    DecimalId.requirePositive("customer id", value);
  }

  @JsonCreator
  public static CustomerId of(String digits) {
    return new CustomerId(DecimalId.parse("customer id", digits));
  }

  @JsonValue
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
