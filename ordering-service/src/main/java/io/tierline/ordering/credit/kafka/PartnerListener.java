package io.tierline.ordering.credit.kafka;

import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.messaging.Inbox;
import io.tierline.ordering.credit.FollowPartner;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class PartnerListener {

  private final Inbox inbox;
  private final FollowPartner followPartner;

  PartnerListener(Inbox inbox, FollowPartner followPartner) {
    this.inbox = inbox;
    this.followPartner = followPartner;
  }

  @KafkaListener(topics = PartnerEvent.TOPIC, groupId = "ordering.partners")
  void on(ConsumerRecord<String, byte[]> record) {
    inbox.once("ordering.partners", record, PartnerEvent.class, followPartner::run);
  }
}
