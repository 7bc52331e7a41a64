package io.tierline.onboarding.identity.kafka;

import io.tierline.contracts.partner.ApiKeyEvent;
import io.tierline.messaging.Outbox;
import io.tierline.messaging.OutgoingMessage;
import io.tierline.onboarding.identity.ApiKeyEvents;

/** {@link ApiKeyEvents} through the outbox. */
public class OutboxApiKeyEvents implements ApiKeyEvents {

  private final Outbox outbox;

  public OutboxApiKeyEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void publish(ApiKeyEvent event) {
    outbox.append(
        new OutgoingMessage(ApiKeyEvent.TOPIC, event.keyId(), event.sellerId().toString(), event));
  }
}
