package io.tierline.pricing.draft;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.SetPrices;
import io.tierline.pricing.engine.PriceRefusal;
import java.util.List;

/** What became of a request about a draft. */
public sealed interface DraftResult {

  record Kept(Draft draft) implements DraftResult {}

  record Removed() implements DraftResult {}

  record Published(SetPrices.Result.Saved saved) implements DraftResult {}

  record Refused(List<PriceRefusal> refusals) implements DraftResult {
    public Refused {
      refusals = List.copyOf(refusals);
    }
  }

  /** It was published or thrown away, or never was. */
  record Unknown(long id) implements DraftResult {}

  /**
   * Somebody else edited it.
   *
   * @param current the version there is
   */
  record OtherVersion(long current) implements DraftResult {}

  /**
   * The book was changed since the draft was made.
   *
   * @param base the version of the book it was made on
   */
  record BookMovedOn(long base, long current) implements DraftResult {}

  /** Draft and book changed the same price since the draft was made. */
  record Conflicting(List<Conflict> conflicts) implements DraftResult {
    public Conflicting {
      conflicts = List.copyOf(conflicts);
    }
  }

  /**
   * @param what which price, e.g. {@code RENEW, slab 0, 1 year(s)}
   * @param base what it was when the draft was made
   */
  record Conflict(String product, String what, String base, String book, String draft) {}

  record TooMany(int max) implements DraftResult {}

  record SellerUnknown(SellerId seller) implements DraftResult {}
}
