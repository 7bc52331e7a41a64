package io.tierline.kit.shop;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** An id as the contracts have them. */
public record ThingId(long value) {

  public ThingId {
    if (value <= 0) {
      throw new IllegalArgumentException("A thing id is a positive number");
    }
  }

  @JsonCreator
  public static ThingId of(String digits) {
    if (!digits.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException("A thing id is a number of 1 to 18 digits");
    }
    return new ThingId(Long.parseLong(digits));
  }

  @JsonValue
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
