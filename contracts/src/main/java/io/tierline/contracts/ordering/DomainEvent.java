package io.tierline.contracts.ordering;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.tierline.contracts.CustomerId;
import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.Objects;

/** A customer's domain. Key: the order's id. */
public sealed interface DomainEvent {

  String TOPIC = "ordering.domain";

  OrderId orderId();

  SellerId sellerId();

  CustomerId customerId();

  /** The full name in its ASCII form, e.g. {@code example.com}. */
  String domainName();

  Instant occurredAt();

  /**
   * @param lastDayToRenew until when it can be renewed; before expiry for some ccTLDs (domain.md
   *     NO-2)
   */
  @JsonTypeName("domain.registered.v1")
  record DomainRegistered(
      OrderId orderId,
      SellerId sellerId,
      CustomerId customerId,
      String domainName,
      Instant expiresAt,
      Instant lastDayToRenew,
      Instant occurredAt)
      implements DomainEvent {

    public DomainRegistered {
      Objects.requireNonNull(orderId, "orderId");
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(customerId, "customerId");
      Objects.requireNonNull(domainName, "domainName");
      Objects.requireNonNull(expiresAt, "expiresAt");
      Objects.requireNonNull(lastDayToRenew, "lastDayToRenew");
      Objects.requireNonNull(occurredAt, "occurredAt");
    }
  }

  @JsonTypeName("domain.renewed.v1")
  record DomainRenewed(
      OrderId orderId,
      SellerId sellerId,
      CustomerId customerId,
      String domainName,
      Instant expiresAt,
      Instant lastDayToRenew,
      Instant occurredAt)
      implements DomainEvent {

    public DomainRenewed {
      Objects.requireNonNull(orderId, "orderId");
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(customerId, "customerId");
      Objects.requireNonNull(domainName, "domainName");
      Objects.requireNonNull(expiresAt, "expiresAt");
      Objects.requireNonNull(lastDayToRenew, "lastDayToRenew");
      Objects.requireNonNull(occurredAt, "occurredAt");
    }
  }

  /** It left this seller: nobody is reminded of it any more (domain.md NO-3). */
  @JsonTypeName("domain.transferred-away.v1")
  record DomainTransferredAway(
      OrderId orderId,
      SellerId sellerId,
      CustomerId customerId,
      String domainName,
      Instant occurredAt)
      implements DomainEvent {

    public DomainTransferredAway {
      Objects.requireNonNull(orderId, "orderId");
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(customerId, "customerId");
      Objects.requireNonNull(domainName, "domainName");
      Objects.requireNonNull(occurredAt, "occurredAt");
    }
  }
}
