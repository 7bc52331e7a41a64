package io.tierline.ordering.catalog.kafka;

import io.tierline.contracts.pricing.TldEvent;
import io.tierline.messaging.Inbox;
import io.tierline.ordering.catalog.Tld;
import io.tierline.ordering.catalog.Tlds;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class TldListener {

  private final Inbox inbox;
  private final Tlds tlds;

  TldListener(Inbox inbox, Tlds tlds) {
    this.inbox = inbox;
    this.tlds = tlds;
  }

  @KafkaListener(topics = TldEvent.TOPIC, groupId = "ordering.tlds")
  void on(ConsumerRecord<String, byte[]> record) {
    inbox.newest(
        "ordering.tlds",
        record,
        TldEvent.class,
        event -> {
          switch (event) {
            case TldEvent.TldListed listed ->
                tlds.save(
                    new Tld(
                        listed.tld(),
                        listed.minYears(),
                        listed.maxYears(),
                        listed.privacySupported(),
                        listed.lastDayToRenewDaysBeforeExpiry()));
          }
        });
  }
}
