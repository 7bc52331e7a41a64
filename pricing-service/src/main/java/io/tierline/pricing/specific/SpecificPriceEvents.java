package io.tierline.pricing.specific;

import io.tierline.contracts.pricing.SpecificPriceEvent;

/** Tells storefronts about specific prices, in the running transaction. */
public interface SpecificPriceEvents {

  void append(SpecificPriceEvent event);
}
