package io.tierline.pricing.specific;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.PriceChange.Author;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.catalog.Product;
import io.tierline.pricing.engine.Limits;
import io.tierline.pricing.engine.PriceRefusal;
import io.tierline.pricing.engine.ProposedSpecific;
import io.tierline.pricing.engine.SpecificPrice;
import io.tierline.pricing.engine.SpecificRules;
import io.tierline.pricing.seller.Seller;
import io.tierline.pricing.seller.Sellers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/**
 * A seller fixes prices for one buyer, or gives them up: all of what it sent, at once or from a
 * moment on, or nothing (domain.md PR-5, PR-20).
 */
public class SetSpecificPrices {

  /** Prices and removals one change may carry, and prices one buyer may have. */
  static final int PRICES_MAX = 2_000;

  private final SpecificPrices prices;
  private final Sellers sellers;
  private final Catalog catalog;
  private final SpecificPriceEvents events;
  private final Clock clock;

  public SetSpecificPrices(
      SpecificPrices prices,
      Sellers sellers,
      Catalog catalog,
      SpecificPriceEvents events,
      Clock clock) {
    this.prices = prices;
    this.sellers = sellers;
    this.catalog = catalog;
    this.events = events;
    this.clock = clock;
  }

  /**
   * @param expectedVersion of the sheet that the seller saw; null when it named none
   * @param effectiveFrom null: at once
   */
  public record Command(
      BuyerKey buyer,
      @Nullable Long expectedVersion,
      Change change,
      @Nullable Instant effectiveFrom,
      String author,
      String reason) {}

  public sealed interface Change {

    /** What it does not name stays. */
    record Set(List<ProposedSpecific> prices, List<Removal> removed) implements Change {
      public Set {
        prices = List.copyOf(prices);
        removed = List.copyOf(removed);
      }
    }

    /** The buyer pays what others pay. */
    record RemoveAll() implements Change {}
  }

  /**
   * @param path where it stands in what the seller sent
   * @param product in ASCII form
   */
  public record Removal(String path, String product, ProductAction action) {}

  public sealed interface Result {

    record Saved(SpecificChange change) implements Result {}

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

    record SellerUnknown(SellerId seller) implements Result {}

    /** It is no sub-reseller of this seller. */
    record NoSubReseller(long buyer) implements Result {}
  }

  @Transactional
  public Result set(Command command) {
    BuyerKey buyer = command.buyer();
    Seller seller = sellers.find(buyer.seller()).orElse(null);
    if (seller == null || seller.status() == Seller.Status.REJECTED) {
      return new Result.SellerUnknown(buyer.seller());
    }
    if (buyer.audience() == Audience.SUB_RESELLER
        && sellers
            .find(new SellerId(buyer.buyer()))
            .filter(partner -> seller.id().equals(partner.parent()))
            .isEmpty()) {
      return new Result.NoSubReseller(buyer.buyer());
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    SpecificSheet before = prices.lock(buyer);
    Long expected = command.expectedVersion();
    if (expected == null && before.version() > 0) {
      return new Result.VersionRequired(before.version());
    }
    if (expected != null && expected != before.version()) {
      return new Result.OtherVersion(before.version());
    }
    List<PriceRefusal> refusals = new ArrayList<>();
    Instant start = start(command, now, refusals);
    Next next = new Next(before.version() + 1, start, seller.currency());
    List<SpecificPrice> changed =
        switch (command.change()) {
          case Change.Set set -> set(set, next, before, refusals);
          case Change.RemoveAll _ -> removeAll(next, before, now, refusals);
        };
    if (!refusals.isEmpty()) {
      return new Result.Refused(refusals);
    }
    SpecificChange change =
        new SpecificChange(
            buyer,
            next.version(),
            start,
            new Author(command.author(), now, command.reason()),
            changed);
    prices.record(change);
    SpecificSheet after =
        new SpecificSheet(
            change.version(), Stream.concat(before.prices().stream(), changed.stream()).toList());
    events.append(ToldSheet.of(buyer, after, now, seller.currency()));
    return new Result.Saved(change);
  }

  /** What the new versions have in common. */
  private record Next(long version, Instant start, CurrencyUnit currency) {

    SpecificPrice fixed(String product, ProductAction action, long perYear) {
      return new SpecificPrice.Fixed(product, action, version, start, perYear);
    }

    SpecificPrice removed(String product, ProductAction action) {
      return new SpecificPrice.Removed(product, action, version, start);
    }
  }

  private static Instant start(Command command, Instant now, List<PriceRefusal> refusals) {
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

  private List<SpecificPrice> set(
      Change.Set set, Next next, SpecificSheet before, List<PriceRefusal> refusals) {
    int size = set.prices().size() + set.removed().size();
    if (size == 0) {
      refusals.add(nothingToChange("prices"));
    }
    if (size > PRICES_MAX || pricesAfter(set, before) > PRICES_MAX) {
      refusals.add(PriceRefusal.tooMany("prices", size, PRICES_MAX));
      return List.of();
    }
    Map<String, Product> known =
        catalog.find(set.prices().stream().map(ProposedSpecific::product).distinct().toList());
    Map<String, String> paths = new HashMap<>();
    List<SpecificPrice> changed = new ArrayList<>();
    for (ProposedSpecific price : set.prices()) {
      String first = paths.putIfAbsent(price.product() + "/" + price.action(), price.path());
      if (first != null) {
        refusals.add(PriceRefusal.duplicatePrice(price.path(), first));
        continue;
      }
      Product product = known.get(price.product());
      SpecificRules.check(
              price, product == null ? null : product.terms(), next.currency(), refusals::add)
          .ifPresent(perYear -> changed.add(next.fixed(price.product(), price.action(), perYear)));
    }
    for (Removal removal : set.removed()) {
      if (changed.stream().anyMatch(price -> isOf(price, removal))) {
        refusals.add(
            new PriceRefusal(
                removal.path(),
                "set-and-removed",
                "PR-5",
                "%s of %s is named twice; keep one."
                    .formatted(removal.action(), removal.product())));
      } else if (before.prices().stream().noneMatch(price -> isOf(price, removal))) {
        refusals.add(
            new PriceRefusal(
                removal.path(),
                "no-specific-price",
                "PR-5",
                "%s of %s has no specific price that could be removed."
                    .formatted(removal.action(), removal.product())));
      } else {
        changed.add(next.removed(removal.product(), removal.action()));
      }
    }
    return changed;
  }

  private static long pricesAfter(Change.Set set, SpecificSheet before) {
    return Stream.concat(
            before.prices().stream().map(price -> price.product() + "/" + price.action()),
            set.prices().stream().map(price -> price.product() + "/" + price.action()))
        .distinct()
        .count();
  }

  private static boolean isOf(SpecificPrice price, Removal removal) {
    return price.product().equals(removal.product()) && price.action() == removal.action();
  }

  /** Those in force or to come. */
  private static List<SpecificPrice> removeAll(
      Next next, SpecificSheet before, Instant now, List<PriceRefusal> refusals) {
    Map<String, SpecificPrice> removed = new LinkedHashMap<>();
    before
        .from(now)
        .forEach(
            price ->
                removed.put(
                    price.product() + "/" + price.action(),
                    next.removed(price.product(), price.action())));
    if (removed.isEmpty()) {
      refusals.add(nothingToChange("buyer"));
    }
    return List.copyOf(removed.values());
  }

  private static PriceRefusal nothingToChange(String field) {
    return new PriceRefusal(
        field,
        "nothing-to-change",
        "PR-5",
        "Name prices to set, or prices that are set to remove.");
  }
}
