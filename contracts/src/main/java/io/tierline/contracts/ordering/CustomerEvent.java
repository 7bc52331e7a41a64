package io.tierline.contracts.ordering;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.tierline.contracts.CustomerId;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.Objects;

/** A customer of one seller. Key: the customer's id. */
public sealed interface CustomerEvent {

  String TOPIC = "ordering.customer";

  CustomerId customerId();

  SellerId sellerId();

  Instant occurredAt();

  /**
   * @param language {@code en} or {@code ja}: what it is written to in
   * @param timeZone IANA name, for a decent local hour (domain.md NO-4)
   */
  @JsonTypeName("customer.registered.v1")
  record CustomerRegistered(
      CustomerId customerId,
      SellerId sellerId,
      String name,
      String email,
      String language,
      String country,
      String timeZone,
      Instant occurredAt)
      implements CustomerEvent {

    public CustomerRegistered {
      Objects.requireNonNull(customerId, "customerId");
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(email, "email");
      Objects.requireNonNull(language, "language");
      Objects.requireNonNull(country, "country");
      Objects.requireNonNull(timeZone, "timeZone");
      Objects.requireNonNull(occurredAt, "occurredAt");
    }
  }
}
