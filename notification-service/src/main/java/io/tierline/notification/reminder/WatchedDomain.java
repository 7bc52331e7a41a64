package io.tierline.notification.reminder;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import java.time.Instant;

/** A customer's domain, as far as reminders need it. */
public sealed interface WatchedDomain {

  OrderId orderId();

  SellerId sellerId();

  CustomerId customerId();

  String domainName();

  /** It is with this seller, until its term ends. */
  record Held(
      OrderId orderId,
      SellerId sellerId,
      CustomerId customerId,
      String domainName,
      RenewalTerm term)
      implements WatchedDomain {}

  /** It left; nobody is reminded of it any more. */
  record TransferredAway(
      OrderId orderId, SellerId sellerId, CustomerId customerId, String domainName, Instant leftAt)
      implements WatchedDomain {}
}
