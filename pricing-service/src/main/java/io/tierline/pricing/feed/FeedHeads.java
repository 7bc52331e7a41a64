package io.tierline.pricing.feed;

import io.tierline.pricing.book.BookKey;
import java.time.Instant;
import java.util.Map;

/**
 * Where price lists stand.
 *
 * @param freshAsOf database time up to which every commit is contained in the positions
 * @param positions none where the database was set back and nothing can be vouched for yet
 */
public record FeedHeads(Instant freshAsOf, Map<BookKey, FeedPosition> positions) {

  public FeedHeads {
    positions = Map.copyOf(positions);
  }
}
