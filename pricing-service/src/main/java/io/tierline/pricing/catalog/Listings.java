package io.tierline.pricing.catalog;

import java.util.List;

/** The lines of the catalog for whoever loads it. */
public interface Listings {

  /** All lines; whoever else loads the catalog waits until this transaction has ended. */
  List<Listing> lockAll();

  /** Adds or replaces a line. */
  void put(Listing listing);

  /** Tells everybody who keeps products that some have changed. */
  void raiseRevision();
}
