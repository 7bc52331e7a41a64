package io.tierline.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * An invoice of one seller to one buyer. JSON: a string of decimal digits, as clients of this trade
 * expect.
 */
public record InvoiceId(long value) {

  public InvoiceId {
    DecimalId.requirePositive("invoice id", value);
  }

  @JsonCreator
  public static InvoiceId of(String digits) {
    return new InvoiceId(DecimalId.parse("invoice id", digits));
  }

  @JsonValue
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
