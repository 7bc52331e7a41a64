package io.tierline.ordering.invoices;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.SellerId;

/** Who buys from a seller. */
public sealed interface Buyer {

  record Customer(CustomerId id) implements Buyer {}

  record SubReseller(SellerId id) implements Buyer {}

  /** {@code CUSTOMER} or {@code SUB_RESELLER}, as contracts name it. */
  default String kind() {
    return switch (this) {
      case Customer _ -> "CUSTOMER";
      case SubReseller _ -> "SUB_RESELLER";
    };
  }

  default long number() {
    return switch (this) {
      case Customer(CustomerId id) -> id.value();
      case SubReseller(SellerId id) -> id.value();
    };
  }

  static Buyer of(String kind, long number) {
    return switch (kind) {
      case "CUSTOMER" -> new Customer(new CustomerId(number));
      case "SUB_RESELLER" -> new SubReseller(new SellerId(number));
      default -> throw new IllegalArgumentException("Unknown kind of buyer: " + kind);
    };
  }
}
