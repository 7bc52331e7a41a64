package io.tierline.pricing.draft;

import io.tierline.contracts.ProductAction;
import io.tierline.pricing.draft.Draft.Content;
import io.tierline.pricing.engine.ProductSearch;
import io.tierline.pricing.engine.ProposedCell;
import io.tierline.pricing.engine.ProposedMargin;
import io.tierline.pricing.engine.Rounding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every way to change prices is a draft (decision 11). */
public sealed interface DraftSource {

  record ByHand(Content content) implements DraftSource {}

  /**
   * Prices from costs (domain.md PR-10).
   *
   * @param margins by number of the slab; 0 for base and for customers
   */
  record ByMargin(
      ProductSearch search,
      Set<ProductAction> actions,
      Map<Integer, ProposedMargin> margins,
      Rounding rounding,
      String reason)
      implements DraftSource {}

  /**
   * The usual prices of the products in a file.
   *
   * @param cells with the row as their path
   */
  record FromFile(List<ProposedCell> cells, String currency, String reason)
      implements DraftSource {}

  /** As the book was at a moment (PR-20). */
  record BackToMoment(Instant at, String reason) implements DraftSource {}

  /** As the book was with a version. */
  record BackToVersion(long bookVersion, String reason) implements DraftSource {}
}
