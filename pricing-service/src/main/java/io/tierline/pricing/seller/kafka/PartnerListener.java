package io.tierline.pricing.seller.kafka;

import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.messaging.Inbox;
import io.tierline.pricing.seller.KeepTreeOfSellers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class PartnerListener {

  private static final String CONSUMER = "pricing.partners";

  private final Inbox inbox;
  private final KeepTreeOfSellers keepTreeOfSellers;

  PartnerListener(Inbox inbox, KeepTreeOfSellers keepTreeOfSellers) {
    this.inbox = inbox;
    this.keepTreeOfSellers = keepTreeOfSellers;
  }

  @KafkaListener(topics = PartnerEvent.TOPIC, groupId = CONSUMER)
  void on(ConsumerRecord<String, byte[]> record) {
    inbox.once(CONSUMER, record, PartnerEvent.class, keepTreeOfSellers::on);
  }
}
