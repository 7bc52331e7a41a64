package io.tierline.notification.directory;

import io.tierline.contracts.CustomerId;
import java.util.Optional;

/** All customers known so far. */
public interface Customers {

  void keep(Customer customer);

  Optional<Customer> find(CustomerId id);
}
