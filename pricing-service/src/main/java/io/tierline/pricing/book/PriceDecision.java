package io.tierline.pricing.book;

import io.tierline.contracts.Audience;
import io.tierline.pricing.book.Changes.Part;
import io.tierline.pricing.book.Changes.Removal;
import io.tierline.pricing.book.PriceChange.Author;
import io.tierline.pricing.book.PriceChange.ProductVersion;
import io.tierline.pricing.book.PriceChange.SlabList;
import io.tierline.pricing.book.SetPrices.Command;
import io.tierline.pricing.book.SetPrices.Result;
import io.tierline.pricing.engine.DatedPrices;
import io.tierline.pricing.engine.Limits;
import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.engine.PriceList;
import io.tierline.pricing.engine.PriceProposal;
import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.ProductTerms;
import io.tierline.pricing.engine.ProposedCell;
import io.tierline.pricing.engine.ProposedFee;
import io.tierline.pricing.engine.ProposedPrices;
import io.tierline.pricing.engine.ProposedPromo;
import io.tierline.pricing.engine.ProposedSlab;
import io.tierline.pricing.engine.SettingRules;
import io.tierline.pricing.engine.SettingRules.Checked;
import io.tierline.pricing.engine.Slab;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** Pure: from what a book has and what its seller asks for to what the book will have. */
record PriceDecision(Command command, CurrencyUnit currency, BookContent before, Instant now) {

  Result decide(Map<String, ProductTerms> terms) {
    Long expected = command.expectedVersion();
    if (expected == null && before.version() > 0) {
      return new Result.VersionRequired(before.version());
    }
    if (expected != null && expected != before.version()) {
      return new Result.OtherVersion(before.version());
    }
    List<PriceRefusal> refusals = new ArrayList<>();
    Instant start = start(refusals);
    checkRemovals(refusals);
    if (changes().isEmpty()) {
      refusals.add(PriceRefusal.nothingToChange("prices"));
    }
    Checked checked =
        SettingRules.check(
            new PriceProposal(
                command.book().audience(),
                currency,
                changes().currency(),
                slabs(),
                wholeProducts(start, terms.keySet(), refusals),
                terms));
    return switch (checked) {
      case Checked.Refused refused -> {
        refusals.addAll(refused.refusals());
        yield new Result.Refused(refusals);
      }
      case Checked.Accepted accepted -> decide(accepted, start, refusals);
    };
  }

  private Changes changes() {
    return command.changes();
  }

  private List<ProposedSlab> slabs() {
    @Nullable List<ProposedSlab> given = changes().slabs();
    if (given != null) {
      return given;
    }
    return command.book().audience() == Audience.CUSTOMER
        ? List.of()
        : new AsProposed(currency).slabs(before.slabs());
  }

  /** Of each product that changes all parts: those not given stay as they are at the start. */
  private ProposedPrices wholeProducts(
      Instant start, Set<String> known, List<PriceRefusal> refusals) {
    AsProposed asProposed = new AsProposed(currency);
    List<ProposedCell> cells = new ArrayList<>(changes().prices().cells());
    List<ProposedPromo> promos = new ArrayList<>(changes().prices().promos());
    List<ProposedFee> fees = new ArrayList<>(changes().prices().applicationFees());
    Set<String> priced = productsOf(cells.stream().map(ProposedCell::product).toList());
    Set<String> promoted = productsOf(promos.stream().map(ProposedPromo::product).toList());
    Set<String> charging = productsOf(fees.stream().map(ProposedFee::product).toList());
    promoted.addAll(removed(Part.PROMOS));
    charging.addAll(removed(Part.APPLICATION_FEE));
    for (String product : whatStaysSold()) {
      PriceList kept = before.soldAt(product, start).orElse(null);
      if (kept == null) {
        if (!priced.contains(product) && known.contains(product)) {
          refusals.add(BookRefusals.notPriced(pathOf(product), product));
        }
        continue;
      }
      if (!priced.contains(product)) {
        cells.addAll(asProposed.cells(product, kept));
      }
      if (!promoted.contains(product)) {
        promos.addAll(
            asProposed.promos(
                product,
                kept.promos().stream().filter(promo -> promo.end().isAfter(start)).toList()));
      }
      if (!charging.contains(product)) {
        asProposed.fee(product, kept).ifPresent(fees::add);
      }
    }
    return new ProposedPrices(cells, promos, fees);
  }

  private static Set<String> productsOf(List<String> products) {
    return new HashSet<>(products);
  }

  private Set<String> removed(Part part) {
    Set<String> products = new TreeSet<>();
    for (Removal removal : changes().removals()) {
      if (removal.part() == part) {
        products.add(removal.product());
      }
    }
    return products;
  }

  private Set<String> whatStaysSold() {
    Set<String> products = new TreeSet<>(changes().products());
    products.removeAll(removed(Part.PRODUCT));
    return products;
  }

  private String pathOf(String product) {
    for (ProposedPromo promo : changes().prices().promos()) {
      if (promo.product().equals(product)) {
        return promo.path();
      }
    }
    for (ProposedFee fee : changes().prices().applicationFees()) {
      if (fee.product().equals(product)) {
        return fee.path();
      }
    }
    return changes().removals().stream()
        .filter(removal -> removal.product().equals(product))
        .map(Removal::path)
        .findFirst()
        .orElse("prices");
  }

  private Result decide(Checked.Accepted accepted, Instant start, List<PriceRefusal> refusals) {
    boolean slabsChange = !accepted.slabs().equals(before.slabs());
    SortedMap<String, DatedPrices> versions = new TreeMap<>();
    accepted
        .prices()
        .forEach(
            (product, prices) ->
                versions.put(product, new DatedPrices.Published(next(product), start, prices)));
    removed(Part.PRODUCT)
        .forEach(product -> versions.put(product, new DatedPrices.Withdrawn(next(product), start)));
    if (slabsChange) {
      carryOtherProductsOver(accepted.slabs(), start, versions, refusals);
    }
    if (versions.isEmpty() && !slabsChange && refusals.isEmpty()) {
      refusals.add(PriceRefusal.nothingToChange("slabs"));
    }
    if (!refusals.isEmpty()) {
      return new Result.Refused(refusals);
    }
    List<ProductVersion> products =
        versions.entrySet().stream()
            .map(entry -> new ProductVersion(entry.getKey(), entry.getValue()))
            .toList();
    PriceChange change =
        new PriceChange(
            command.book(),
            before.version() + 1,
            UUID.randomUUID(),
            start,
            new Author(command.author(), now, command.reason()),
            slabsChange
                ? new SlabList.Replaced(accepted.slabs())
                : new SlabList.Kept(before.slabs()),
            products);
    return new Result.Saved(change, superseded(versions.keySet(), start));
  }

  private Instant start(List<PriceRefusal> refusals) {
    if (command.effectiveFrom() == null) {
      return now;
    }
    Instant asked = command.effectiveFrom().truncatedTo(ChronoUnit.MICROS);
    if (asked.isBefore(now)) {
      refusals.add(PriceRefusal.startsInThePast("effectiveFrom", now));
    } else if (asked.isAfter(now.plus(Duration.ofDays(Limits.SCHEDULE_AHEAD_MAX_DAYS)))) {
      refusals.add(PriceRefusal.startsTooFarAhead("effectiveFrom", Limits.SCHEDULE_AHEAD_MAX_DAYS));
    }
    return asked;
  }

  private void checkRemovals(List<PriceRefusal> refusals) {
    ProposedPrices given = changes().prices();
    for (Removal removal : changes().removals()) {
      String product = removal.product();
      switch (removal.part()) {
        case PRODUCT -> {
          if (changes().pricedProducts().contains(product)) {
            refusals.add(PriceRefusal.withdrawnAndPriced(removal.path(), product));
          } else if (!isSold(product)) {
            refusals.add(PriceRefusal.notSold(removal.path(), product));
          }
        }
        case PROMOS -> {
          if (given.promos().stream().anyMatch(promo -> promo.product().equals(product))) {
            refusals.add(BookRefusals.givenAndRemoved(removal.path(), product, "PR-6"));
          }
        }
        case APPLICATION_FEE -> {
          if (given.applicationFees().stream().anyMatch(fee -> fee.product().equals(product))) {
            refusals.add(BookRefusals.givenAndRemoved(removal.path(), product, "PR-13"));
          }
        }
      }
    }
  }

  private boolean isSold(String product) {
    return before.versionsOf(product).stream().anyMatch(DatedPrices.Published.class::isInstance);
  }

  private long next(String product) {
    return before.latestVersionOf(product) + 1;
  }

  /**
   * The slab list is part of every product's price list. A deleted slab takes its prices along
   * (domain.md PR-8).
   */
  private void carryOtherProductsOver(
      List<Slab> slabs,
      Instant start,
      SortedMap<String, DatedPrices> versions,
      List<PriceRefusal> refusals) {
    for (String product : before.products().keySet()) {
      if (!isSold(product)) {
        continue;
      }
      if (start.isAfter(now)) {
        refusals.add(PriceRefusal.slabsChangeAtOnce("effectiveFrom"));
        return;
      }
      if (versions.containsKey(product)) {
        continue;
      }
      List<DatedPrices> scheduled = before.scheduledAfter(product, now);
      if (!scheduled.isEmpty()) {
        refusals.add(
            PriceRefusal.scheduledChangeWaits(
                "slabs", product, scheduled.getFirst().effectiveFrom()));
      } else if (before.versionsOf(product).getLast() instanceof DatedPrices.Published published) {
        versions.put(
            product,
            new DatedPrices.Published(
                next(product),
                start,
                published
                    .prices()
                    .withCells(withoutOtherSlabs(published.prices().cells(), slabs))));
      }
    }
  }

  private static List<PriceCell> withoutOtherSlabs(List<PriceCell> cells, List<Slab> slabs) {
    return cells.stream()
        .filter(
            cell ->
                cell.slab() == 0 || slabs.stream().anyMatch(slab -> slab.number() == cell.slab()))
        .toList();
  }

  private List<ProductVersion> superseded(Set<String> products, Instant start) {
    return products.stream()
        .flatMap(
            product ->
                before.scheduledAfter(product, now).stream()
                    .filter(scheduled -> !scheduled.effectiveFrom().isBefore(start))
                    .map(scheduled -> new ProductVersion(product, scheduled)))
        .toList();
  }
}
