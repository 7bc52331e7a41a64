package io.tierline.pricing.book;

import io.tierline.pricing.engine.SellerRules;
import java.time.Instant;

/** What holds for all sales of a seller, besides its price books. */
public interface RulesOfSellers {

  /** For what is known now, whatever the clocks of other instances say. */
  Instant LATEST = Instant.MAX;

  /** As they were known at a moment, or the {@link #LATEST}. */
  SellerRules rules(BookKey book, Instant knownAt);
}
