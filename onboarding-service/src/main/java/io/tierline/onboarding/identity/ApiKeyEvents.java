package io.tierline.onboarding.identity;

import io.tierline.contracts.partner.ApiKeyEvent;

/** Told on the bus if and only if the running transaction commits. */
public interface ApiKeyEvents {

  void publish(ApiKeyEvent event);
}
