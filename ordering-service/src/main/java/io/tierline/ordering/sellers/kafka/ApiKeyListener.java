package io.tierline.ordering.sellers.kafka;

import io.tierline.contracts.partner.ApiKeyEvent;
import io.tierline.messaging.Inbox;
import io.tierline.ordering.sellers.ApiKeys;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class ApiKeyListener {

  private final Inbox inbox;
  private final ApiKeys keys;

  ApiKeyListener(Inbox inbox, ApiKeys keys) {
    this.inbox = inbox;
    this.keys = keys;
  }

  @KafkaListener(topics = ApiKeyEvent.TOPIC, groupId = "ordering.api-keys")
  void on(ConsumerRecord<String, byte[]> record) {
    inbox.once(
        "ordering.api-keys",
        record,
        ApiKeyEvent.class,
        event -> {
          switch (event) {
            case ApiKeyEvent.ApiKeyIssued issued ->
                keys.issued(issued.keyId(), issued.sellerId(), issued.secretSha256());
            case ApiKeyEvent.ApiKeyRevoked revoked ->
                keys.revoked(revoked.keyId(), revoked.sellerId(), revoked.occurredAt());
          }
        });
  }
}
