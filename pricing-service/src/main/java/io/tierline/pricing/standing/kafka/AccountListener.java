package io.tierline.pricing.standing.kafka;

import io.tierline.contracts.ordering.AccountEvent;
import io.tierline.messaging.Inbox;
import io.tierline.pricing.standing.KeepStandings;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

@Component
class AccountListener {

  private static final String CONSUMER = "pricing.accounts";

  private final Inbox inbox;
  private final KeepStandings keepStandings;

  AccountListener(Inbox inbox, KeepStandings keepStandings) {
    this.inbox = inbox;
    this.keepStandings = keepStandings;
  }

  @KafkaListener(topics = AccountEvent.TOPIC, groupId = CONSUMER)
  void on(ConsumerRecord<String, byte[]> record) {
    inbox.once(CONSUMER, record, AccountEvent.class, keepStandings::on);
  }
}
