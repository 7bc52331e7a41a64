package io.tierline.pricing.margin;

import io.tierline.contracts.pricing.MarginEvent;

/** Tells others about margins, in the running transaction. */
public interface MarginEvents {

  void append(MarginEvent event);
}
