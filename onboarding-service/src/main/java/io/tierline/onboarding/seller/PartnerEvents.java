package io.tierline.onboarding.seller;

import io.tierline.contracts.partner.PartnerEvent;

/** Told on the bus if and only if the running transaction commits. */
public interface PartnerEvents {

  void publish(PartnerEvent event);
}
