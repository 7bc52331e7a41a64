package io.tierline.pricing.feed;

import io.tierline.pricing.book.RecordedChange;
import java.time.Instant;
import java.util.List;

/** What brings somebody to a newer position of a price list, all of it or nothing. */
public sealed interface FeedBatch {

  /** Where it leads. */
  FeedPosition position();

  /** Database time up to which every commit is contained at that position. */
  Instant freshAsOf();

  List<ProductState> products();

  /**
   * What changed since a position.
   *
   * @param changeSets the saves in it, oldest first; none where only TLD statuses changed
   */
  record Changes(
      FeedPosition from,
      FeedPosition position,
      Instant freshAsOf,
      List<RecordedChange> changeSets,
      List<ProductState> products)
      implements FeedBatch {
    public Changes {
      changeSets = List.copyOf(changeSets);
      products = List.copyOf(products);
    }
  }

  /** The whole list: what was known before is to be forgotten. */
  record Snapshot(
      Reason reason, FeedPosition position, Instant freshAsOf, List<ProductState> products)
      implements FeedBatch {
    public Snapshot {
      products = List.copyOf(products);
    }
  }

  /** Why a whole list is sent. */
  enum Reason {
    /** No position was named. */
    START,
    /** The position is none of this price list or of its present history, or lies ahead of it. */
    UNKNOWN_POSITION,
    /** So much has changed that the whole list is shorter. */
    TOO_FAR_BEHIND,
    /** What can be sold, or on which terms, has changed for all sellers. */
    CATALOG_CHANGED
  }
}
