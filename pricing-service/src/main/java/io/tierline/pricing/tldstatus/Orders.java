package io.tierline.pricing.tldstatus;

import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;

/** The orders there are, as far as statuses depend on them. */
public interface Orders {

  /** Adds or replaces. */
  void put(OrderId order, SellerId seller, String tld);

  void remove(OrderId order);
}
