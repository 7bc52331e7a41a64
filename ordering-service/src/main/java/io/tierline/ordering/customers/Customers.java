package io.tierline.ordering.customers;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.SellerId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The customers of a seller. */
public interface Customers {

  CustomerId nextId();

  void insert(Customer customer);

  Optional<Customer> find(SellerId seller, CustomerId id);

  /**
   * By id, upwards.
   *
   * @param text part of the name or of the e-mail address; null for all
   * @param after id to start above; null for the first
   */
  List<Customer> search(
      SellerId seller, @Nullable String text, @Nullable CustomerId after, int limit);
}
