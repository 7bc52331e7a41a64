package io.tierline.pricing.book;

import io.tierline.contracts.pricing.PriceListEvent;

/** Tells storefronts about prices, in the running transaction. */
public interface PriceListEvents {

  void append(PriceListEvent event);
}
