package io.tierline.pricing.book.kafka;

import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.messaging.Outbox;
import io.tierline.messaging.OutgoingMessage;
import io.tierline.pricing.book.PriceListEvents;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class OutboxPriceListEvents implements PriceListEvents {

  private final Outbox outbox;

  OutboxPriceListEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void append(List<PriceListEvent> events) {
    outbox.appendAll(
        events.stream()
            .map(
                event ->
                    new OutgoingMessage(
                        PriceListEvent.TOPIC, event.key(), event.sellerId().toString(), event))
            .toList());
  }
}
