package io.tierline.pricing.tldstatus;

import io.tierline.contracts.pricing.TldStatusEvent;

/** Tells storefronts what a seller does not sell, in the running transaction. */
public interface TldStatusEvents {

  void append(TldStatusEvent event);
}
