package io.tierline.pricing.premium;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.PriceChange.Author;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What operators know of names; every version is kept. */
public interface PremiumNames {

  /** For what is known now, whatever the clocks of other instances say. */
  Instant LATEST = Instant.MAX;

  /** As known at a moment, or the {@link #LATEST}. */
  Optional<PremiumName> find(SellerId operator, DomainName name, Instant knownAt);

  /**
   * The latest of each name that is premium, by name.
   *
   * @param after the name after which to start; empty for the first
   */
  List<PremiumName> page(SellerId operator, String after, int limit);

  /**
   * Keeps a new version.
   *
   * @return whether it was the first to have that version
   */
  boolean record(SellerId operator, PremiumName name, Author author);
}
