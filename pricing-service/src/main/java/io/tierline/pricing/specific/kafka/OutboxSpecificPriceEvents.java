package io.tierline.pricing.specific.kafka;

import io.tierline.contracts.pricing.SpecificPriceEvent;
import io.tierline.messaging.Outbox;
import io.tierline.messaging.OutgoingMessage;
import io.tierline.pricing.specific.SpecificPriceEvents;
import org.springframework.stereotype.Component;

@Component
class OutboxSpecificPriceEvents implements SpecificPriceEvents {

  private final Outbox outbox;

  OutboxSpecificPriceEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void append(SpecificPriceEvent event) {
    outbox.append(
        new OutgoingMessage(
            SpecificPriceEvent.TOPIC, event.key(), event.sellerId().toString(), event));
  }
}
