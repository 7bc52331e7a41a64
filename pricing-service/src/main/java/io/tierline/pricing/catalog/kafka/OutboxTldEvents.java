package io.tierline.pricing.catalog.kafka;

import io.tierline.contracts.pricing.TldEvent;
import io.tierline.messaging.Outbox;
import io.tierline.messaging.OutgoingMessage;
import io.tierline.pricing.catalog.TldEvents;
import org.springframework.stereotype.Component;

@Component
class OutboxTldEvents implements TldEvents {

  private final Outbox outbox;

  OutboxTldEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void append(TldEvent event) {
    outbox.append(new OutgoingMessage(TldEvent.TOPIC, event.tld(), null, event));
  }
}
