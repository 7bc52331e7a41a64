package io.tierline.pricing.tldstatus.kafka;

import io.tierline.contracts.ordering.DomainEvent;
import io.tierline.messaging.Inbox;
import io.tierline.pricing.tldstatus.KeepOrders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class DomainListener {

  private static final String CONSUMER = "pricing.domains";

  private final Inbox inbox;
  private final KeepOrders keepOrders;

  DomainListener(Inbox inbox, KeepOrders keepOrders) {
    this.inbox = inbox;
    this.keepOrders = keepOrders;
  }

  @KafkaListener(topics = DomainEvent.TOPIC, groupId = CONSUMER)
  void on(ConsumerRecord<String, byte[]> record) {
    inbox.once(CONSUMER, record, DomainEvent.class, keepOrders::on);
  }
}
