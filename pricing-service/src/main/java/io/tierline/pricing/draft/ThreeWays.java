package io.tierline.pricing.draft;

import io.tierline.contracts.ProductAction;
import io.tierline.pricing.book.AsProposed;
import io.tierline.pricing.book.BookContent;
import io.tierline.pricing.book.Changes;
import io.tierline.pricing.book.Changes.Part;
import io.tierline.pricing.book.Changes.Removal;
import io.tierline.pricing.draft.DraftResult.Conflict;
import io.tierline.pricing.engine.PriceList;
import io.tierline.pricing.engine.ProposedCell;
import io.tierline.pricing.engine.ProposedPrices;
import io.tierline.pricing.engine.ProposedSlab;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A book as it was when a draft was made, as it is now, and as the draft wants it.
 *
 * @param at when the draft's prices would be in force
 */
record ThreeWays(BookContent base, BookContent book, Instant at) {

  private record Place(ProductAction action, int slab, int years) {

    static Place of(ProposedCell cell) {
      return new Place(cell.action(), cell.slab(), cell.years());
    }

    String words() {
      return "%s, slab %d, %d year(s)".formatted(action, slab, years);
    }
  }

  Changes merge(Changes draft, Consumer<Conflict> conflicts) {
    List<ProposedSlab> slabs = draft.slabs();
    if (slabs != null && !base.slabs().equals(book.slabs())) {
      conflicts.accept(
          new Conflict("all", "slabs", words(base.slabs()), words(book.slabs()), words(slabs)));
    }
    List<ProposedCell> cells = new ArrayList<>();
    Set<String> priced = new TreeSet<>();
    draft.prices().cells().forEach(cell -> priced.add(cell.product()));
    for (String product : priced) {
      cells.addAll(cells(product, draft, conflicts));
    }
    for (Removal removal : draft.removals()) {
      refuseWhereTheBookChanged(removal, conflicts);
    }
    Set<String> promoted = new TreeSet<>();
    draft.prices().promos().forEach(promo -> promoted.add(promo.product()));
    for (String product : promoted) {
      refuseWhereTheBookChanged(new Removal("", product, Part.PROMOS), conflicts);
    }
    Set<String> charging = new TreeSet<>();
    draft.prices().applicationFees().forEach(fee -> charging.add(fee.product()));
    for (String product : charging) {
      refuseWhereTheBookChanged(new Removal("", product, Part.APPLICATION_FEE), conflicts);
    }
    return new Changes(
        draft.currency(),
        slabs,
        new ProposedPrices(cells, draft.prices().promos(), draft.prices().applicationFees()),
        draft.removals());
  }

  private List<ProposedCell> cells(String product, Changes draft, Consumer<Conflict> conflicts) {
    Map<Place, ProposedCell> was = cells(base, product);
    Map<Place, ProposedCell> is = cells(book, product);
    Map<Place, ProposedCell> wanted = new LinkedHashMap<>();
    draft.prices().cells().stream()
        .filter(cell -> cell.product().equals(product))
        .forEach(cell -> wanted.put(Place.of(cell), cell));
    List<ProposedCell> merged = new ArrayList<>();
    Set<Place> all = new LinkedHashSet<>(wanted.keySet());
    all.addAll(was.keySet());
    all.addAll(is.keySet());
    for (Place place : all) {
      ProposedCell before = was.get(place);
      ProposedCell now = is.get(place);
      ProposedCell asked = wanted.get(place);
      ProposedCell taken = same(before, now) ? asked : now;
      if (!same(before, now) && !same(before, asked) && !same(now, asked)) {
        conflicts.accept(
            new Conflict(product, place.words(), words(before), words(now), words(asked)));
      }
      if (taken != null) {
        merged.add(taken);
      }
    }
    return merged;
  }

  private Map<Place, ProposedCell> cells(BookContent content, String product) {
    Map<Place, ProposedCell> cells = new LinkedHashMap<>();
    content
        .soldAt(product, at)
        .ifPresent(
            prices ->
                new AsProposed(content.currency())
                    .cells(product, prices)
                    .forEach(cell -> cells.put(Place.of(cell), cell)));
    return cells;
  }

  private static boolean same(@Nullable ProposedCell one, @Nullable ProposedCell other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return new BigDecimal(one.perYear().amount())
            .compareTo(new BigDecimal(other.perYear().amount()))
        == 0;
  }

  /** A part that is taken or given as a whole. */
  private void refuseWhereTheBookChanged(Removal part, Consumer<Conflict> conflicts) {
    String before = words(base, part);
    String now = words(book, part);
    if (!before.equals(now)) {
      conflicts.accept(
          new Conflict(
              part.product(),
              part.part().name(),
              before,
              now,
              part.path().isEmpty() ? "given" : "removed"));
    }
  }

  private String words(BookContent content, Removal part) {
    PriceList prices = content.soldAt(part.product(), at).orElse(null);
    if (prices == null) {
      return "none";
    }
    return switch (part.part()) {
      case PRODUCT ->
          new TreeSet<>(prices.cells().stream().map(Objects::toString).toList()).toString();
      case PROMOS ->
          new TreeSet<>(prices.promos().stream().map(Objects::toString).toList()).toString();
      case APPLICATION_FEE ->
          prices.applicationFee() == null ? "none" : prices.applicationFee() + " minor units";
    };
  }

  private static String words(@Nullable ProposedCell cell) {
    return cell == null ? "none" : cell.perYear().amount() + " " + cell.perYear().currency();
  }

  private static String words(List<?> slabs) {
    return slabs.size() + " slab(s)";
  }
}
