package io.tierline.pricing.book;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.engine.SellerRules;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** What holds for all sales of a seller, besides its price books. */
public interface RulesOfSellers {

  /** Grows with each change of a seller's rules; those that never set any are absent. */
  Map<SellerId, Long> revisions(Collection<SellerId> sellers);

  /** For what is known now, whatever the clocks of other instances say. */
  Instant LATEST = Instant.MAX;

  /** As they were known at a moment, or the {@link #LATEST}. */
  SellerRules rules(BookKey book, Instant knownAt);
}
