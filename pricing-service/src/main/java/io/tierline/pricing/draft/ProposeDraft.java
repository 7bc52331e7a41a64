package io.tierline.pricing.draft;

import io.tierline.contracts.ProductAction;
import io.tierline.pricing.book.AsProposed;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.Changes;
import io.tierline.pricing.book.PlanPrices;
import io.tierline.pricing.book.PlanPrices.Present;
import io.tierline.pricing.book.SetPrices.Result;
import io.tierline.pricing.draft.Draft.Content;
import io.tierline.pricing.draft.Draft.Head;
import io.tierline.pricing.draft.Draft.Mark;
import io.tierline.pricing.draft.Draft.Origin;
import io.tierline.pricing.engine.Limits;
import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.ProposedCell;
import io.tierline.pricing.engine.ProposedPrices;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes down what standing margin rules ask for. A proposal is a draft like any other: its seller
 * looks at it, and publishes it or throws it away (domain.md PR-12). A book has one at a time; a
 * newer one takes its place, unless somebody has edited it.
 */
public class ProposeDraft {

  /** Who writes proposals, for the history. */
  static final String BY = "margin rules";

  private final Drafts drafts;
  private final PlanPrices planPrices;

  public ProposeDraft(Drafts drafts, PlanPrices planPrices) {
    this.drafts = drafts;
    this.planPrices = planPrices;
  }

  /** Prices of one action. */
  public record Place(String product, ProductAction action) {}

  /**
   * @param priced by product what was computed for it
   */
  public record Proposal(
      BookKey book, Present present, Map<String, List<PriceCell>> priced, String reason) {}

  /**
   * @param refused by product why its prices could not be proposed
   */
  public record Proposed(Outcome outcome, Map<String, String> refused) {}

  public sealed interface Outcome {

    /** New, or in the place of an older one. */
    record Written(Draft draft) implements Outcome {}

    /** The open proposal says the same already. */
    record AsBefore(Draft draft) implements Outcome {}

    /** None of it could be proposed; an older proposal stays. */
    record AllRefused() implements Outcome {}

    /** The book needs no change; an older proposal is gone. */
    record Nothing() implements Outcome {}
  }

  /** Which prices the open proposal would change. The book was locked in this transaction. */
  @Transactional
  public Set<Place> open(BookKey book, Present present) {
    Set<Place> places = new HashSet<>();
    Map<String, Set<ProposedCell>> asTheyAre = new HashMap<>();
    AsProposed asProposed = new AsProposed(present.content().currency());
    drafts
        .lockProposal(book)
        .map(draft -> draft.changes().prices().cells())
        .ifPresent(
            cells -> {
              for (ProposedCell cell : cells) {
                Set<ProposedCell> ofProduct =
                    asTheyAre.computeIfAbsent(
                        cell.product(),
                        product ->
                            present
                                .content()
                                .soldAt(product, present.now())
                                .map(prices -> Set.copyOf(asProposed.cells(product, prices)))
                                .orElse(Set.of()));
                if (!ofProduct.contains(cell)) {
                  places.add(new Place(cell.product(), cell.action()));
                }
              }
            });
    return places;
  }

  /** The book was locked in this transaction. */
  @Transactional
  public Proposed propose(Proposal proposal) {
    Map<String, List<ProposedCell>> wanted =
        ComputedPrices.cells(proposal.present(), proposal.priced());
    Map<String, String> refused = new LinkedHashMap<>();
    leaveOutWhatDoesNotFit(wanted, refused);
    if (!wanted.isEmpty() && refusal(proposal, changes(proposal, wanted)).isPresent()) {
      dropWhatIsRefused(proposal, wanted, refused);
    }
    if (!wanted.isEmpty()) {
      return new Proposed(write(proposal, changes(proposal, wanted)), refused);
    }
    return new Proposed(
        refused.isEmpty() ? none(proposal.book()) : new Outcome.AllRefused(), refused);
  }

  /** A draft is published in one change, which carries no more prices than this. */
  private static void leaveOutWhatDoesNotFit(
      Map<String, List<ProposedCell>> wanted, Map<String, String> refused) {
    int cells = 0;
    for (Map.Entry<String, List<ProposedCell>> each : wanted.entrySet()) {
      if (cells + each.getValue().size() > Limits.CELLS_PER_CHANGE_MAX) {
        refused.put(
            each.getKey(),
            "At most %d prices go into one change; publish the proposal, then make a draft of these"
                .formatted(Limits.CELLS_PER_CHANGE_MAX));
      } else {
        cells += each.getValue().size();
      }
    }
    wanted.keySet().removeAll(refused.keySet());
  }

  private static Changes changes(Proposal proposal, Map<String, List<ProposedCell>> wanted) {
    return new Changes(
        proposal.present().content().currency().getCode(),
        null,
        ProposedPrices.of(wanted.values().stream().flatMap(List::stream).toList()),
        List.of());
  }

  /** One product that breaks a rule does not keep the others from being proposed. */
  private void dropWhatIsRefused(
      Proposal proposal, Map<String, List<ProposedCell>> wanted, Map<String, String> refused) {
    wanted.forEach(
        (product, cells) ->
            refusal(proposal, changes(proposal, Map.of(product, cells)))
                .ifPresent(refusal -> refused.put(product, refusal.reason())));
    wanted.keySet().removeAll(refused.keySet());
    if (!wanted.isEmpty()) {
      refusal(proposal, changes(proposal, wanted))
          .ifPresent(
              together -> {
                wanted.keySet().forEach(product -> refused.put(product, together.reason()));
                wanted.clear();
              });
    }
  }

  private Optional<PriceRefusal> refusal(Proposal proposal, Changes changes) {
    return switch (planPrices.plan(proposal.book(), proposal.present(), changes, null).result()) {
      case Result.Saved _ -> Optional.empty();
      case Result.Refused refused -> Optional.of(refused.refusals().getFirst());
      case Result.OtherVersion _, Result.VersionRequired _, Result.SellerUnknown _ ->
          throw new IllegalStateException("The plan was made for this seller's present book");
    };
  }

  private Outcome none(BookKey book) {
    drafts.lockProposal(book).ifPresent(drafts::remove);
    return new Outcome.Nothing();
  }

  private Outcome write(Proposal proposal, Changes changes) {
    Mark mark = new Mark(BY, proposal.present().now());
    long baseVersion = proposal.present().content().version();
    Optional<Draft> open = drafts.lockProposal(proposal.book());
    if (open.isEmpty()) {
      return new Outcome.Written(
          drafts.add(
              new Draft(
                  new Head(
                      0,
                      proposal.book(),
                      1,
                      baseVersion,
                      Origin.PROPOSAL,
                      proposal.reason(),
                      null,
                      mark,
                      mark),
                  changes)));
    }
    Draft before = open.get();
    if (before.changes().equals(changes) && before.head().baseVersion() == baseVersion) {
      return new Outcome.AsBefore(before);
    }
    Draft after = before.edited(new Content(changes, proposal.reason(), null), baseVersion, mark);
    drafts.replace(after);
    return new Outcome.Written(after);
  }
}
