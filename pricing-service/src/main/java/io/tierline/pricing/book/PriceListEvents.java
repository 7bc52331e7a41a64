package io.tierline.pricing.book;

import io.tierline.contracts.pricing.PriceListEvent;
import java.util.List;

/** Tells storefronts about prices, in the running transaction. */
public interface PriceListEvents {

  /** In their order. */
  void append(List<PriceListEvent> events);
}
