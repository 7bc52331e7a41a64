package io.tierline.pricing.book;

import io.tierline.contracts.Audience;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.PriceChange.Author;
import io.tierline.pricing.book.PriceChange.ProductVersion;
import io.tierline.pricing.book.PriceChange.SlabList;
import io.tierline.pricing.book.PublishDueChanges.Schedule;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.engine.DatedPrices;
import io.tierline.pricing.engine.Limits;
import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.engine.PriceProposal;
import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.ProductTerms;
import io.tierline.pricing.engine.ProposedAmount;
import io.tierline.pricing.engine.ProposedCell;
import io.tierline.pricing.engine.ProposedPrices;
import io.tierline.pricing.engine.ProposedSlab;
import io.tierline.pricing.engine.SettingRules;
import io.tierline.pricing.engine.SettingRules.Checked;
import io.tierline.pricing.engine.Slab;
import io.tierline.pricing.seller.Seller;
import io.tierline.pricing.seller.Sellers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/**
 * A seller sets its prices: all of what it sent becomes a new version and goes on the bus together,
 * or nothing does (domain.md PR-1, PR-16, PR-20).
 */
public class SetPrices {

  private final PriceBooks books;
  private final Sellers sellers;
  private final Catalog catalog;
  private final PublishPriceLists publishPriceLists;
  private final Schedule schedule;

  public SetPrices(
      PriceBooks books,
      Sellers sellers,
      Catalog catalog,
      PriceListEvents events,
      Schedule schedule) {
    this.books = books;
    this.sellers = sellers;
    this.catalog = catalog;
    this.publishPriceLists = new PublishPriceLists(books, catalog, events);
    this.schedule = schedule;
  }

  /**
   * @param expectedVersion of the book that the seller saw; null when it named none
   * @param slabs the whole list as it shall be; null to leave it alone
   * @param cells all prices of the products they name, which are in ASCII form
   * @param withdrawn products no longer sold
   * @param effectiveFrom when the prices take effect; null: at once
   */
  public record Command(
      BookKey book,
      @Nullable Long expectedVersion,
      String currency,
      @Nullable List<ProposedSlab> slabs,
      List<ProposedCell> cells,
      List<Withdrawal> withdrawn,
      @Nullable Instant effectiveFrom,
      String author,
      String reason) {

    public Command {
      cells = List.copyOf(cells);
      withdrawn = List.copyOf(withdrawn);
    }
  }

  /**
   * @param path where it stands in what the seller sent
   */
  public record Withdrawal(String path, String product) {}

  public sealed interface Result {

    /**
     * @param superseded scheduled versions that will never be in force now
     */
    record Saved(PriceChange change, List<ProductVersion> superseded) implements Result {}

    record Refused(List<PriceRefusal> refusals) implements Result {
      public Refused {
        refusals = List.copyOf(refusals);
      }
    }

    /**
     * @param current the version there is
     */
    record OtherVersion(long current) implements Result {}

    record VersionRequired(long current) implements Result {}

    /** Onboarding has not told of it, or its signup was rejected. */
    record SellerUnknown(SellerId seller) implements Result {}
  }

  @Transactional
  public Result set(Command command) {
    Seller seller = sellers.find(command.book().seller()).orElse(null);
    if (seller == null || seller.status() == Seller.Status.REJECTED) {
      return new Result.SellerUnknown(command.book().seller());
    }
    Instant now = schedule.now();
    BookContent before = books.lock(command.book(), seller.currency(), now);
    Long expected = command.expectedVersion();
    if (expected == null && before.version() > 0) {
      return new Result.VersionRequired(before.version());
    }
    if (expected != null && expected != before.version()) {
      return new Result.OtherVersion(before.version());
    }
    Change change = new Change(command, seller.currency(), before, now);
    return switch (change.decide(termsOf(command, before))) {
      case Result.Saved saved -> {
        books.record(saved.change());
        if (schedule.isDue(saved.change().effectiveFrom(), now)) {
          publishPriceLists.publish(
              command.book(), seller.currency(), saved.change().bookVersion(), now);
        }
        yield saved;
      }
      case Result refused -> refused;
    };
  }

  private Map<String, ProductTerms> termsOf(Command command, BookContent before) {
    Set<String> products = new TreeSet<>(before.products().keySet());
    command.cells().forEach(cell -> products.add(cell.product()));
    return TermsOf.products(catalog, products);
  }

  /** Pure: from what was and what is asked for to what will be. */
  private record Change(Command command, CurrencyUnit currency, BookContent before, Instant now) {

    Result decide(Map<String, ProductTerms> terms) {
      List<PriceRefusal> refusals = new ArrayList<>();
      Instant start = start(refusals);
      checkWithdrawals(refusals);
      if (command.cells().isEmpty() && command.withdrawn().isEmpty() && command.slabs() == null) {
        refusals.add(PriceRefusal.nothingToChange("prices"));
      }
      List<ProposedSlab> proposed =
          command.slabs() == null ? asProposed(before.slabs()) : command.slabs();
      Checked checked =
          SettingRules.check(
              new PriceProposal(
                  command.book().audience(),
                  currency,
                  command.currency(),
                  proposed,
                  ProposedPrices.of(command.cells()),
                  terms));
      return switch (checked) {
        case Checked.Refused refused -> {
          refusals.addAll(refused.refusals());
          yield new Result.Refused(refusals);
        }
        case Checked.Accepted accepted -> decide(accepted, start, refusals);
      };
    }

    private Result decide(Checked.Accepted accepted, Instant start, List<PriceRefusal> refusals) {
      boolean slabsChange = !accepted.slabs().equals(before.slabs());
      SortedMap<String, DatedPrices> versions = new TreeMap<>();
      accepted
          .prices()
          .forEach(
              (product, prices) ->
                  versions.put(product, new DatedPrices.Published(next(product), start, prices)));
      command
          .withdrawn()
          .forEach(
              withdrawal ->
                  versions.put(
                      withdrawal.product(),
                      new DatedPrices.Withdrawn(next(withdrawal.product()), start)));
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
        refusals.add(
            PriceRefusal.startsTooFarAhead("effectiveFrom", Limits.SCHEDULE_AHEAD_MAX_DAYS));
      }
      return asked;
    }

    private void checkWithdrawals(List<PriceRefusal> refusals) {
      Set<String> priced = new TreeSet<>();
      command.cells().forEach(cell -> priced.add(cell.product()));
      for (Withdrawal withdrawal : command.withdrawn()) {
        if (priced.contains(withdrawal.product())) {
          refusals.add(PriceRefusal.withdrawnAndPriced(withdrawal.path(), withdrawal.product()));
        } else if (!isSold(withdrawal.product())) {
          refusals.add(PriceRefusal.notSold(withdrawal.path(), withdrawal.product()));
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
        } else if (before.versionsOf(product).getLast()
            instanceof DatedPrices.Published published) {
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

    private List<ProposedSlab> asProposed(List<Slab> slabs) {
      if (command.book().audience() == Audience.CUSTOMER) {
        return List.of();
      }
      List<ProposedSlab> proposed = new ArrayList<>();
      for (Slab slab : slabs) {
        Long receipts = slab.receiptsAtLeast();
        proposed.add(
            new ProposedSlab(
                "slabs[%d]".formatted(proposed.size()),
                slab.number(),
                receipts == null ? null : amount(receipts),
                slab.webServicesOrdersAtLeast()));
      }
      return proposed;
    }

    private ProposedAmount amount(long minorUnits) {
      return new ProposedAmount(
          Money.ofMinor(currency, minorUnits).getAmount().toPlainString(), currency.getCode());
    }
  }
}
