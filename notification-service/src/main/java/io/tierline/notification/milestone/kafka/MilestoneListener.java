package io.tierline.notification.milestone.kafka;

import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.messaging.Inbox;
import io.tierline.notification.milestone.Milestone;
import io.tierline.notification.milestone.TellMilestone;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
final class MilestoneListener {

  private final Inbox inbox;
  private final TellMilestone tellMilestone;

  MilestoneListener(Inbox inbox, TellMilestone tellMilestone) {
    this.inbox = inbox;
    this.tellMilestone = tellMilestone;
  }

  @KafkaListener(topics = PartnerEvent.TOPIC, groupId = "notification.milestones")
  void on(ConsumerRecord<String, byte[]> record) {
    inbox.once("notification.milestones", record, PartnerEvent.class, this::tell);
  }

  private void tell(PartnerEvent event) {
    switch (event) {
      case PartnerEvent.PartnerSignedUp signedUp ->
          tellMilestone.tell(
              new Milestone.SignedUp(
                  signedUp.sellerId(), signedUp.parentId(), signedUp.occurredAt()));
      case PartnerEvent.PartnerActivated activated ->
          tellMilestone.tell(
              new Milestone.Activated(
                  activated.sellerId(), activated.parentId(), activated.occurredAt()));
      case PartnerEvent.PartnerRejected rejected ->
          tellMilestone.tell(
              new Milestone.Rejected(
                  rejected.sellerId(), rejected.parentId(), rejected.occurredAt()));
      case PartnerEvent.OperatorEstablished _, PartnerEvent.BrandChanged _ -> {
        // Nothing a partner is told of by mail yet.
      }
    }
  }
}
