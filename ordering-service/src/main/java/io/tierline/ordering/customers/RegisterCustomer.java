package io.tierline.ordering.customers;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.ordering.CustomerEvent;
import io.tierline.messaging.Outbox;
import io.tierline.messaging.OutgoingMessage;
import java.time.Clock;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class RegisterCustomer {

  public record Details(
      String name,
      String email,
      String language,
      String country,
      @Nullable String region,
      ZoneId timeZone) {}

  private final Customers customers;
  private final Outbox outbox;
  private final Clock clock;

  RegisterCustomer(Customers customers, Outbox outbox, Clock clock) {
    this.customers = customers;
    this.outbox = outbox;
    this.clock = clock;
  }

  @Transactional
  public Customer run(SellerId seller, Details details) {
    Customer customer =
        new Customer(
            customers.nextId(),
            seller,
            details.name(),
            details.email(),
            details.language(),
            details.country(),
            details.region(),
            details.timeZone(),
            clock.instant());
    customers.insert(customer);
    outbox.append(
        new OutgoingMessage(
            CustomerEvent.TOPIC,
            customer.id().toString(),
            seller.toString(),
            new CustomerEvent.CustomerRegistered(
                customer.id(),
                seller,
                customer.name(),
                customer.email(),
                customer.language(),
                customer.country(),
                customer.timeZone().getId(),
                customer.registeredAt())));
    return customer;
  }
}
