package io.tierline.notification.directory.kafka;

import io.tierline.contracts.ordering.CustomerEvent;
import io.tierline.messaging.Inbox;
import io.tierline.notification.directory.Customer;
import io.tierline.notification.directory.Customers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
final class CustomerListener {

  private final Inbox inbox;
  private final Customers customers;

  CustomerListener(Inbox inbox, Customers customers) {
    this.inbox = inbox;
    this.customers = customers;
  }

  @KafkaListener(topics = CustomerEvent.TOPIC, groupId = "notification.customers")
  void on(ConsumerRecord<String, byte[]> record) {
    inbox.once("notification.customers", record, CustomerEvent.class, this::keep);
  }

  private void keep(CustomerEvent event) {
    switch (event) {
      case CustomerEvent.CustomerRegistered registered ->
          customers.keep(
              new Customer(
                  registered.customerId(),
                  registered.sellerId(),
                  registered.name(),
                  registered.email(),
                  registered.language(),
                  registered.country(),
                  registered.timeZone()));
    }
  }
}
