package io.tierline.contracts.pricing;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** What happens to a seller's margins. Key: the seller's id. */
public sealed interface MarginEvent {

  String TOPIC = "pricing.margin";

  SellerId sellerId();

  /** When the costs changed last. */
  Instant changedAt();

  Instant occurredAt();

  /** What changed the seller's costs. */
  enum Cause {
    /** A registry asks another price of the operator. */
    REGISTRY_COST,
    /** The parent changed its prices for sub-resellers. */
    PARENT_PRICE,
    /** The parent changed what it fixed for this partner. */
    SPECIFIC_PRICE,
    /** The seller reached another slab of its parent, higher or lower (domain.md PR-7). */
    STANDING,
    EXCHANGE_RATE
  }

  /** Which kind of price it is. */
  enum PriceKind {
    USUAL,
    PROMO,
    /** Fixed for one buyer (domain.md PR-5). */
    SPECIFIC
  }

  /**
   * A selling price at or below cost; per year, in the seller's selling currency.
   *
   * @param slab 0 for base, for customers, and where slabs do not count
   * @param years the shortest tenure charged at it that is at or below its cost
   * @param name of the promo, or id of the buyer; null for a usual price
   * @param marginBefore null when the cost was not known before
   */
  record PriceAtOrBelowCost(
      Audience audience,
      String product,
      ProductAction action,
      PriceKind kind,
      int slab,
      int years,
      @Nullable String name,
      Money perYear,
      Money cost,
      @Nullable Money marginBefore,
      Money marginAfter) {

    public PriceAtOrBelowCost {
      Objects.requireNonNull(audience, "audience");
      Objects.requireNonNull(product, "product");
      Objects.requireNonNull(action, "action");
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(perYear, "perYear");
      Objects.requireNonNull(cost, "cost");
      Objects.requireNonNull(marginAfter, "marginAfter");
    }
  }

  /**
   * A change of cost left prices at or below cost; no price was changed by it (domain.md PR-12).
   *
   * @param alertId of the seller's alerts; pricing lists all its prices under it
   * @param causes of the changes that came together, each once
   * @param prices those that lose most, up to a limit
   * @param pricesTotal how many there are
   */
  @JsonTypeName("margin-alert.raised.v1")
  record MarginAlertRaised(
      SellerId sellerId,
      String alertId,
      List<Cause> causes,
      List<PriceAtOrBelowCost> prices,
      int pricesTotal,
      Instant changedAt,
      Instant occurredAt)
      implements MarginEvent {

    public MarginAlertRaised {
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(alertId, "alertId");
      Objects.requireNonNull(changedAt, "changedAt");
      Objects.requireNonNull(occurredAt, "occurredAt");
      causes = List.copyOf(causes);
      prices = List.copyOf(prices);
      if (pricesTotal < prices.size()) {
        throw new IllegalArgumentException(
            "An alert of %d prices cannot name %d".formatted(pricesTotal, prices.size()));
      }
    }
  }

  /**
   * After a change of cost the seller's standing margin rules were applied to one of its price
   * books: what they ask for is a draft that the seller publishes or not (domain.md PR-12).
   *
   * @param draftId of the proposal, which takes the place of an older one; null when none of it
   *     could be proposed
   * @param productsTotal whose prices the proposal changes
   * @param notProposed what the rules could not be applied to, up to a limit
   * @param notProposedTotal how many there are
   */
  @JsonTypeName("margin-rules.applied.v1")
  record MarginRulesApplied(
      SellerId sellerId,
      Audience audience,
      @Nullable String draftId,
      int productsTotal,
      List<NotProposed> notProposed,
      int notProposedTotal,
      Instant changedAt,
      Instant occurredAt)
      implements MarginEvent {

    public MarginRulesApplied {
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(audience, "audience");
      Objects.requireNonNull(changedAt, "changedAt");
      Objects.requireNonNull(occurredAt, "occurredAt");
      notProposed = List.copyOf(notProposed);
      if (notProposedTotal < notProposed.size()) {
        throw new IllegalArgumentException(
            "%d products cannot be named of %d".formatted(notProposed.size(), notProposedTotal));
      }
    }
  }

  /**
   * @param reason one sentence that says what to do
   */
  record NotProposed(String product, String reason) {

    public NotProposed {
      Objects.requireNonNull(product, "product");
      Objects.requireNonNull(reason, "reason");
    }
  }
}
