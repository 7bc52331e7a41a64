package io.tierline.notification.reminder.kafka;

import io.tierline.contracts.ordering.DomainEvent;
import io.tierline.messaging.Inbox;
import io.tierline.notification.reminder.RenewalTerm;
import io.tierline.notification.reminder.WatchedDomain;
import io.tierline.notification.reminder.WatchedDomains;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
final class DomainListener {

  static final String GROUP = "notification.domains";

  private final Inbox inbox;
  private final WatchedDomains domains;

  DomainListener(Inbox inbox, WatchedDomains domains) {
    this.inbox = inbox;
    this.domains = domains;
  }

  @KafkaListener(topics = DomainEvent.TOPIC, groupId = GROUP)
  void on(ConsumerRecord<String, byte[]> record) {
    inbox.once("notification.domains", record, DomainEvent.class, this::keep);
  }

  private void keep(DomainEvent event) {
    switch (event) {
      case DomainEvent.DomainRegistered registered ->
          watch(registered, registered.expiresAt(), registered.lastDayToRenew());
      case DomainEvent.DomainRenewed renewed ->
          watch(renewed, renewed.expiresAt(), renewed.lastDayToRenew());
      case DomainEvent.DomainTransferredAway left ->
          domains.forget(left.orderId(), left.occurredAt());
    }
  }

  private void watch(DomainEvent event, Instant expiresAt, Instant lastDayToRenew) {
    domains.watch(
        new WatchedDomain.Held(
            event.orderId(),
            event.sellerId(),
            event.customerId(),
            event.domainName(),
            new RenewalTerm(expiresAt, lastDayToRenew, event.occurredAt())));
  }
}
