package io.tierline.pricing.margin;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.pricing.MarginEvent.NotProposed;
import io.tierline.pricing.book.BookContent;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.PlanPrices.Present;
import io.tierline.pricing.book.RulesOfSellers;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.catalog.Product;
import io.tierline.pricing.draft.Draft;
import io.tierline.pricing.draft.ProposeDraft;
import io.tierline.pricing.draft.ProposeDraft.Outcome;
import io.tierline.pricing.draft.ProposeDraft.Place;
import io.tierline.pricing.draft.ProposeDraft.Proposal;
import io.tierline.pricing.draft.ProposeDraft.Proposed;
import io.tierline.pricing.engine.BulkMargin;
import io.tierline.pricing.engine.Pr12MarginWatch.CostChange;
import io.tierline.pricing.engine.PriceList;
import io.tierline.pricing.engine.ProductTerms;
import io.tierline.pricing.engine.StandingMargin;
import io.tierline.pricing.engine.StandingMargins;
import io.tierline.pricing.engine.StandingMargins.Computed;
import io.tierline.pricing.engine.StandingMargins.Kept;
import io.tierline.pricing.engine.TldStatus;
import io.tierline.pricing.rule.RuleKey;
import io.tierline.pricing.rule.RuleKind;
import io.tierline.pricing.rule.Rules;
import io.tierline.pricing.tldstatus.TldStatuses;
import io.tierline.pricing.tldstatus.TldStatuses.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Proposes the prices that a seller's standing margin rules ask for after a change of cost. Nothing
 * is set by it (domain.md PR-12). Looked at are the prices whose cost has changed and those of the
 * proposal that is still open, which the new one replaces.
 */
public class ApplyMarginRules {

  private static final String REASON = "standing margin rules, after a change of cost";

  private final Rules rules;
  private final Catalog catalog;
  private final TldStatuses statuses;
  private final ProposeDraft proposeDraft;

  public ApplyMarginRules(
      Rules rules, Catalog catalog, TldStatuses statuses, ProposeDraft proposeDraft) {
    this.rules = rules;
    this.catalog = catalog;
    this.statuses = statuses;
    this.proposeDraft = proposeDraft;
  }

  /**
   * @param draftId of the proposal; null when none of it could be proposed
   * @param productsTotal whose prices the proposal changes
   */
  record Applied(@Nullable Long draftId, int productsTotal, List<NotProposed> notProposed) {
    Applied {
      notProposed = List.copyOf(notProposed);
    }
  }

  /**
   * @param present of the book, which was locked in this transaction
   * @return nothing when there is nothing to tell: no rule, no other price, or the same proposal
   */
  Optional<Applied> to(BookKey book, Present present, CostChange change) {
    List<StandingMargin> standing =
        rules
            .margins(
                new RuleKey(book.seller(), RuleKind.margin(book.audience())), RulesOfSellers.LATEST)
            .rules();
    Set<Place> open = proposeDraft.open(book, present);
    if (open.isEmpty()
        && standing.stream().noneMatch(rule -> rule.state() == StandingMargin.State.ON)) {
      return Optional.empty();
    }
    Map<String, ProductTerms> terms = sold(book);
    Computed computed =
        StandingMargins.compute(
            standing,
            new Kept(
                new BulkMargin.Shelf(
                    book.audience(),
                    present.content().currency(),
                    present.content().slabs(),
                    List.copyOf(terms.values())),
                pricesOf(present, terms.keySet()),
                (product, action) ->
                    open.contains(new Place(product, action))
                        || hasChanged(change, terms.get(product), action)),
            change.after());
    Proposed proposed =
        proposeDraft.propose(new Proposal(book, present, computed.priced(), REASON));
    List<NotProposed> notProposed = new ArrayList<>();
    computed
        .leftOut()
        .forEach(left -> notProposed.add(new NotProposed(left.product(), left.reason())));
    proposed
        .refused()
        .forEach((product, reason) -> notProposed.add(new NotProposed(product, reason)));
    return switch (proposed.outcome()) {
      case Outcome.Written(Draft draft) ->
          Optional.of(
              new Applied(draft.head().id(), draft.changes().products().size(), notProposed));
      case Outcome.AsBefore(Draft draft) ->
          notProposed.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new Applied(draft.head().id(), draft.changes().products().size(), notProposed));
      case Outcome.AllRefused _, Outcome.Nothing _ ->
          notProposed.isEmpty() ? Optional.empty() : Optional.of(new Applied(null, 0, notProposed));
    };
  }

  /** What it does not sell any more, a seller need not price. */
  private Map<String, ProductTerms> sold(BookKey book) {
    Map<String, Recorded> present = statuses.present(book.seller());
    Map<String, ProductTerms> sold = new TreeMap<>();
    for (Product tld : catalog.tlds("", Integer.MAX_VALUE)) {
      Recorded recorded = present.get(tld.code());
      if (recorded == null || recorded.status() != TldStatus.DO_NOT_SELL) {
        sold.put(tld.code(), tld.terms());
      }
    }
    return sold;
  }

  private static Map<String, PriceList> pricesOf(Present present, Set<String> products) {
    BookContent content = present.content();
    Map<String, PriceList> prices = new TreeMap<>();
    for (String product : products) {
      content.soldAt(product, present.now()).ifPresent(sold -> prices.put(product, sold));
    }
    return prices;
  }

  /** Whether it costs something else now at any tenure. */
  private static boolean hasChanged(
      CostChange change, @Nullable ProductTerms terms, ProductAction action) {
    if (terms == null) {
      return false;
    }
    for (int years = terms.shortestTenure(action); years <= terms.longestTenure(action); years++) {
      if (!change
          .before()
          .perYear(terms.product(), action, years)
          .equals(change.after().perYear(terms.product(), action, years))) {
        return true;
      }
    }
    return false;
  }
}
