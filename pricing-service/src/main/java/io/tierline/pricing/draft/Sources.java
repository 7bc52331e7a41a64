package io.tierline.pricing.draft;

import io.tierline.pricing.book.AsProposed;
import io.tierline.pricing.book.BookContent;
import io.tierline.pricing.book.Changes;
import io.tierline.pricing.book.Changes.Part;
import io.tierline.pricing.book.Changes.Removal;
import io.tierline.pricing.book.PlanPrices;
import io.tierline.pricing.book.PlanPrices.Present;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.catalog.Product;
import io.tierline.pricing.draft.Draft.Content;
import io.tierline.pricing.draft.Draft.Origin;
import io.tierline.pricing.draft.WriteDraft.Request;
import io.tierline.pricing.engine.BulkMargin;
import io.tierline.pricing.engine.Margin;
import io.tierline.pricing.engine.MarginRules;
import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.engine.PriceList;
import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.ProductTerms;
import io.tierline.pricing.engine.Promo;
import io.tierline.pricing.engine.ProposedCell;
import io.tierline.pricing.engine.ProposedFee;
import io.tierline.pricing.engine.ProposedPrices;
import io.tierline.pricing.engine.ProposedPromo;
import io.tierline.pricing.engine.Slab;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Turns each way of changing prices into what shall change, seen from the book as it is. */
public class Sources {

  private final PlanPrices planPrices;
  private final Catalog catalog;

  public Sources(PlanPrices planPrices, Catalog catalog) {
    this.planPrices = planPrices;
    this.catalog = catalog;
  }

  sealed interface Outcome {
    record Found(Origin origin, Content content) implements Outcome {}

    record Refused(List<PriceRefusal> refusals) implements Outcome {}
  }

  Outcome contentOf(Request request, Present present) {
    return switch (request.source()) {
      case DraftSource.ByHand(Content content) -> new Outcome.Found(Origin.HAND, content);
      case DraftSource.ByMargin margin -> byMargin(margin, request, present);
      case DraftSource.FromFile file -> fromFile(file, present);
      case DraftSource.BackToMoment(Instant at, String reason) ->
          at.isAfter(present.now())
              ? refused(DraftRefusals.notInThePast("rollbackTo.at", present.now()))
              : back(
                  present,
                  planPrices
                      .asKnownAt(request.book(), at)
                      .orElseGet(() -> BookContent.empty(present.content().currency())),
                  at,
                  reason);
      case DraftSource.BackToVersion(long version, String reason) ->
          version < 0 || version > present.content().version()
              ? refused(
                  DraftRefusals.noSuchVersion(
                      "rollbackTo.version", version, present.content().version()))
              : back(
                  present,
                  planPrices.ofVersion(request.book(), version, present.now()).orElseThrow(),
                  present.now(),
                  reason);
    };
  }

  private static Outcome refused(PriceRefusal refusal) {
    return new Outcome.Refused(List.of(refusal));
  }

  private Outcome byMargin(DraftSource.ByMargin asked, Request request, Present present) {
    List<PriceRefusal> refusals = new ArrayList<>();
    BookContent content = present.content();
    Map<Integer, Margin> margins = new HashMap<>();
    asked
        .margins()
        .forEach(
            (slab, margin) ->
                MarginRules.margin(margin, content.currency(), refusals::add)
                    .ifPresent(read -> margins.put(slab, read)));
    if (!refusals.isEmpty()) {
      return new Outcome.Refused(refusals);
    }
    List<ProductTerms> tlds =
        catalog.tlds("", Integer.MAX_VALUE).stream().map(Product::terms).toList();
    BulkMargin.Computed computed =
        BulkMargin.compute(
            new BulkMargin.Plan(asked.search(), asked.actions(), margins, asked.rounding()),
            new BulkMargin.Shelf(
                request.book().audience(), content.currency(), content.slabs(), tlds),
            request.costs(),
            refusals::add);
    computed.notPriced().forEach(each -> refusals.add(DraftRefusals.costUnknown(each)));
    if (!refusals.isEmpty()) {
      return new Outcome.Refused(DraftRefusals.readable(refusals));
    }
    List<ProposedCell> cells =
        ComputedPrices.cells(present, computed.priced()).values().stream()
            .flatMap(List::stream)
            .toList();
    return cells.isEmpty()
        ? refused(DraftRefusals.nothingChanges("margin"))
        : new Outcome.Found(
            Origin.MARGIN,
            new Content(
                new Changes(
                    content.currency().getCode(), null, ProposedPrices.of(cells), List.of()),
                asked.reason(),
                null));
  }

  /** Products whose prices in the file are those they have already are left alone. */
  private Outcome fromFile(DraftSource.FromFile file, Present present) {
    BookContent content = present.content();
    Map<String, List<ProposedCell>> products = new LinkedHashMap<>();
    file.cells()
        .forEach(
            cell -> products.computeIfAbsent(cell.product(), _ -> new ArrayList<>()).add(cell));
    AsProposed asProposed = new AsProposed(content.currency());
    List<ProposedCell> changed = new ArrayList<>();
    products.forEach(
        (product, cells) -> {
          List<ProposedCell> now =
              content
                  .soldAt(product, present.now())
                  .map(prices -> asProposed.cells(product, prices))
                  .orElse(List.of());
          if (!meaning(now).equals(meaning(cells)) || now.size() != cells.size()) {
            changed.addAll(cells);
          }
        });
    return changed.isEmpty()
        ? refused(DraftRefusals.nothingChanges("file"))
        : new Outcome.Found(
            Origin.CSV,
            new Content(
                new Changes(file.currency(), null, ProposedPrices.of(changed), List.of()),
                file.reason(),
                null));
  }

  /** What cells say, however they are written. */
  private static Set<List<Object>> meaning(List<ProposedCell> cells) {
    Set<List<Object>> meaning = new HashSet<>();
    for (ProposedCell cell : cells) {
      meaning.add(
          List.of(
              cell.action(),
              cell.slab(),
              cell.years(),
              number(cell.perYear().amount()),
              cell.perYear().currency()));
    }
    return meaning;
  }

  /** A text that is no amount stays one, for the rules to refuse. */
  private static Object number(String amount) {
    return amount.matches("[0-9]{1,30}(\\.[0-9]{1,30})?")
        ? new BigDecimal(amount).stripTrailingZeros()
        : amount;
  }

  /**
   * @param at which prices of {@code then} shall be in force again
   */
  private static Outcome back(Present present, BookContent then, Instant at, String reason) {
    BookContent content = present.content();
    AsProposed asProposed = new AsProposed(content.currency());
    List<ProposedCell> cells = new ArrayList<>();
    List<ProposedPromo> promos = new ArrayList<>();
    List<ProposedFee> fees = new ArrayList<>();
    List<Removal> removals = new ArrayList<>();
    Set<String> products = new TreeSet<>(content.products().keySet());
    products.addAll(then.products().keySet());
    for (String product : products) {
      Optional<PriceList> now = content.soldAt(product, present.now());
      Optional<PriceList> back =
          then.soldAt(product, at).map(prices -> stillRunning(prices, present.now()));
      if (back.isEmpty()) {
        now.ifPresent(_ -> removals.add(removal(product, Part.PRODUCT)));
      } else if (now.isEmpty() || !same(stillRunning(now.get(), present.now()), back.get())) {
        cells.addAll(asProposed.cells(product, back.get()));
        promos.addAll(asProposed.promos(product, back.get().promos()));
        asProposed.fee(product, back.get()).ifPresent(fees::add);
        if (now.isPresent() && back.get().promos().isEmpty() && !now.get().promos().isEmpty()) {
          removals.add(removal(product, Part.PROMOS));
        }
        if (now.isPresent()
            && back.get().applicationFee() == null
            && now.get().applicationFee() != null) {
          removals.add(removal(product, Part.APPLICATION_FEE));
        }
      }
    }
    boolean otherSlabs = !then.slabs().equals(content.slabs());
    if (cells.isEmpty() && removals.isEmpty() && !otherSlabs) {
      return refused(DraftRefusals.nothingChanges("rollbackTo"));
    }
    List<Slab> slabs = then.slabs();
    return new Outcome.Found(
        Origin.ROLLBACK,
        new Content(
            new Changes(
                content.currency().getCode(),
                otherSlabs ? asProposed.slabs(slabs) : null,
                new ProposedPrices(cells, promos, fees),
                removals),
            reason,
            null));
  }

  private static Removal removal(String product, Part part) {
    return new Removal("rollback of %s".formatted(product), product, part);
  }

  /** Without the promos that are over: nothing brings those back. */
  private static PriceList stillRunning(PriceList prices, Instant now) {
    List<Promo> promos =
        prices.promos().stream().filter(promo -> promo.end().isAfter(now)).toList();
    return new PriceList(prices.cells(), promos, prices.applicationFee());
  }

  private static boolean same(PriceList one, PriceList other) {
    return Set.<PriceCell>copyOf(one.cells()).equals(Set.copyOf(other.cells()))
        && Set.<Promo>copyOf(one.promos()).equals(Set.copyOf(other.promos()))
        && Objects.equals(one.applicationFee(), other.applicationFee());
  }
}
