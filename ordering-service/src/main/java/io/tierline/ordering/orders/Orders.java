package io.tierline.ordering.orders;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The orders of all sellers. */
public interface Orders {

  OrderId nextId();

  /** Returns false, and does nothing, when somebody else has an order of that domain name. */
  boolean insert(Order.Requested order);

  void save(Order order);

  Optional<Order> find(OrderId id);

  /** Waits until nobody else changes it: what is done to an order is done one after the other. */
  Optional<Order> findAndLock(OrderId id);

  /** Newest first. */
  List<Order> search(Search search);

  /**
   * @param sellers whose orders
   * @param domain part of the domain name; null for all
   * @param before id to start below; null for the newest
   */
  record Search(
      List<SellerId> sellers,
      @Nullable String domain,
      @Nullable CustomerId customer,
      @Nullable OrderId before,
      int limit) {

    public Search {
      sellers = List.copyOf(sellers);
    }
  }
}
