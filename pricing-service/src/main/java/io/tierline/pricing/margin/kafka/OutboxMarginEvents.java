package io.tierline.pricing.margin.kafka;

import io.tierline.contracts.pricing.MarginEvent;
import io.tierline.messaging.Outbox;
import io.tierline.messaging.OutgoingMessage;
import io.tierline.pricing.margin.MarginEvents;
import org.springframework.stereotype.Component;

@Component
class OutboxMarginEvents implements MarginEvents {

  private final Outbox outbox;

  OutboxMarginEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void append(MarginEvent event) {
    String seller = event.sellerId().toString();
    outbox.append(new OutgoingMessage(MarginEvent.TOPIC, seller, seller, event));
  }
}
