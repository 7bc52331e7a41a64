package io.tierline.notification.directory.kafka;

import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.messaging.Inbox;
import io.tierline.notification.directory.Seller;
import io.tierline.notification.directory.Sellers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
final class PartnerListener {

  private final Inbox inbox;
  private final Sellers sellers;

  PartnerListener(Inbox inbox, Sellers sellers) {
    this.inbox = inbox;
    this.sellers = sellers;
  }

  @KafkaListener(topics = PartnerEvent.TOPIC, groupId = "notification.sellers")
  void on(ConsumerRecord<String, byte[]> record) {
    inbox.once("notification.sellers", record, PartnerEvent.class, this::keep);
  }

  private void keep(PartnerEvent event) {
    switch (event) {
      case PartnerEvent.OperatorEstablished root ->
          sellers.keep(
              new Seller(
                  root.sellerId(),
                  null,
                  root.company(),
                  null,
                  null,
                  root.language(),
                  root.brand(),
                  new Seller.Standing.Active()));
      case PartnerEvent.PartnerSignedUp partner ->
          sellers.keep(
              new Seller(
                  partner.sellerId(),
                  partner.parentId(),
                  partner.company(),
                  partner.contactEmail(),
                  partner.country(),
                  partner.language(),
                  partner.brand(),
                  new Seller.Standing.SignedUp(
                      partner.expectedActiveFrom(), partner.expectedActiveBy())));
      case PartnerEvent.PartnerActivated activated -> sellers.activated(activated.sellerId());
      case PartnerEvent.PartnerRejected rejected -> sellers.rejected(rejected.sellerId());
      case PartnerEvent.BrandChanged changed ->
          sellers.brandChanged(changed.sellerId(), changed.brand());
    }
  }
}
