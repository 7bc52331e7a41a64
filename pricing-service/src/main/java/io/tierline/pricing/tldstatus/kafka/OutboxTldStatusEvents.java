package io.tierline.pricing.tldstatus.kafka;

import io.tierline.contracts.pricing.TldStatusEvent;
import io.tierline.messaging.Outbox;
import io.tierline.messaging.OutgoingMessage;
import io.tierline.pricing.tldstatus.TldStatusEvents;
import org.springframework.stereotype.Component;

@Component
class OutboxTldStatusEvents implements TldStatusEvents {

  private final Outbox outbox;

  OutboxTldStatusEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void append(TldStatusEvent event) {
    outbox.append(
        new OutgoingMessage(TldStatusEvent.TOPIC, event.key(), event.sellerId().toString(), event));
  }
}
