package io.tierline.onboarding.seller.kafka;

import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.messaging.Outbox;
import io.tierline.messaging.OutgoingMessage;
import io.tierline.onboarding.seller.PartnerEvents;

/** {@link PartnerEvents} through the outbox. */
public class OutboxPartnerEvents implements PartnerEvents {

  private final Outbox outbox;

  public OutboxPartnerEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void publish(PartnerEvent event) {
    String id = event.sellerId().toString();
    outbox.append(new OutgoingMessage(PartnerEvent.TOPIC, id, id, event));
  }
}
