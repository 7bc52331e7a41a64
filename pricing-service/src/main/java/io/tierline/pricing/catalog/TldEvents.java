package io.tierline.pricing.catalog;

import io.tierline.contracts.pricing.TldEvent;

/** Tells others about TLDs, in the running transaction. */
public interface TldEvents {

  void append(TldEvent event);
}
