package io.tierline.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.CustomerId;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.Watermark;
import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.contracts.pricing.PriceListEvent.ChangeSet;
import io.tierline.contracts.pricing.PriceListEvent.PriceListPublished;
import io.tierline.contracts.pricing.PriceListEvent.PriceListWithdrawn;
import io.tierline.contracts.pricing.SpecificPriceEvent.SpecificPricesPublished;
import io.tierline.contracts.pricing.TldEvent;
import io.tierline.contracts.pricing.TldEvent.TldListed;
import io.tierline.contracts.pricing.TldStatusEvent.Limited;
import io.tierline.contracts.pricing.TldStatusEvent.Status;
import io.tierline.contracts.pricing.TldStatusEvent.TldStatusesPublished;
import io.tierline.pricing.engine.BookPrices;
import io.tierline.pricing.engine.BuyerTerms;
import io.tierline.pricing.engine.DatedPrices;
import io.tierline.pricing.engine.PriceBook;
import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.engine.PriceList;
import io.tierline.pricing.engine.ProductKind;
import io.tierline.pricing.engine.ProductTerms;
import io.tierline.pricing.engine.ProductTerms.SubResellerPricing;
import io.tierline.pricing.engine.Promo;
import io.tierline.pricing.engine.QuoteRequest;
import io.tierline.pricing.engine.QuoteResult;
import io.tierline.pricing.engine.QuoteResult.Line;
import io.tierline.pricing.engine.QuoteResult.Quote;
import io.tierline.pricing.engine.Quotes;
import io.tierline.pricing.engine.SellerRules;
import io.tierline.pricing.engine.Slab;
import io.tierline.pricing.engine.SpecificPrice;
import io.tierline.pricing.engine.Standing.OfCustomer;
import io.tierline.pricing.engine.Standing.OfSubReseller;
import io.tierline.pricing.engine.Sunrise;
import io.tierline.pricing.engine.TldStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Random books, buyers and moments: what the cache answers from events is what the pricing
 * service's engine quotes from the same book. Each is found again by its seed.
 */
class CacheAgreesWithQuotesTest {

  private static final int BOOKS = 1_500;
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  /** Before any of it starts: all of it is scheduled. */
  private static final Instant WRITTEN = NOON.minus(Duration.ofDays(2));

  private static final SellerId SELLER = new SellerId(1001);
  private static final long BUYER = 20001;
  private static final CurrencyUnit USD = CurrencyUnit.USD;
  private static final String TLD = "tokyo";
  private static final int HOURS = 6;

  @Test
  @DisplayName(
      "PR-3 PR-5 PR-6 PR-7 PR-13 PR-15: the cache shows what a quote says, before tax, at any"
          + " moment")
  void theCacheShowsWhatAQuoteSays() {
    Map<String, Integer> seen = new TreeMap<>();
    for (long seed = 0; seed < BOOKS; seed++) {
      new World(seed).compare(seen);
    }
    assertThat(seen).as("the worlds must not be dull").containsKeys("USUAL", "PROMO", "SPECIFIC");
    assertThat(seen.get("with fee")).as("registrations with a fee").isGreaterThan(100);
    for (PriceAnswer.Lacking lacking :
        EnumSet.complementOf(EnumSet.of(PriceAnswer.Lacking.STANDING_IN_CURRENCY))) {
      assertThat(seen).containsKey(lacking.name());
    }
  }

  private static final class World {

    private final long seed;
    private final Random random;
    private final BusinessClock businessClock = new BusinessClock();
    private final PriceBoard board;
    private final PriceDesk desk;
    private final Audience audience;
    private final PriceBook book;
    private final List<SpecificPrice> specifics = new ArrayList<>();
    private final int maxYears;

    World(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      PriceCacheSettings settings =
          PriceCacheSettings.following("unused:9092", SELLER)
              .withSystemClock(Clock.fixed(NOON, ZoneOffset.UTC))
              .withBusinessClock(businessClock);
      PriceCacheCounters counters = new PriceCacheCounters();
      board = new PriceBoard(settings, counters);
      desk = new PriceDesk(settings, board::table, counters);
      audience = random.nextBoolean() ? Audience.CUSTOMER : Audience.SUB_RESELLER;
      int minYears = 1 + random.nextInt(2);
      maxYears = minYears + random.nextInt(4);
      ProductTerms terms =
          new ProductTerms(
              TLD,
              ProductKind.TLD,
              minYears,
              maxYears,
              actions(),
              SubResellerPricing.TELESCOPIC,
              sunrise());
      List<Slab> slabs = slabs();
      List<DatedPrices> versions = versions(terms, slabs);
      TldStatus status =
          random.nextInt(3) == 0 ? TldStatus.values()[random.nextInt(3)] : TldStatus.SELL;
      specifics();
      book =
          PriceBook.compile(
              new BookPrices(
                  audience,
                  USD,
                  slabs,
                  List.of(new BookPrices.ProductPrices(terms, status, versions)),
                  SellerRules.none()));
      tell(terms, slabs, versions, status);
    }

    private Set<ProductAction> actions() {
      Set<ProductAction> actions = EnumSet.allOf(ProductAction.class);
      if (random.nextInt(4) == 0) {
        actions.remove(ProductAction.values()[random.nextInt(4)]);
      }
      return actions;
    }

    private @Nullable Sunrise sunrise() {
      Instant start = moment();
      return random.nextInt(3) == 0
          ? null
          : new Sunrise(
              start,
              start.plus(Duration.ofHours(1 + random.nextInt(HOURS))),
              random.nextInt(4) == 0
                  ? Sunrise.ApplicationFee.NONE
                  : Sunrise.ApplicationFee.CHARGED);
    }

    /** Some hours before or after noon, so that many things happen at the same moment. */
    private Instant moment() {
      return NOON.plus(Duration.ofHours(random.nextInt(2 * HOURS) - HOURS));
    }

    private List<Slab> slabs() {
      List<Slab> slabs = new ArrayList<>();
      long receipts = 0;
      int orders = 0;
      int count = audience == Audience.CUSTOMER ? 0 : random.nextInt(4);
      for (int number = 1; number <= count; number++) {
        receipts += random.nextInt(3) * 1_000L;
        orders += random.nextInt(3) * 10;
        int which = random.nextInt(3);
        slabs.add(
            new Slab(
                2 * number, which == 0 ? null : receipts, which == 1 ? null : (Integer) orders));
      }
      return slabs;
    }

    private List<DatedPrices> versions(ProductTerms terms, List<Slab> slabs) {
      List<DatedPrices> versions = new ArrayList<>();
      int count = 1 + random.nextInt(3);
      for (int version = 1; version <= count; version++) {
        Instant from = version == 1 ? NOON.minus(Duration.ofDays(1)) : moment();
        versions.add(
            random.nextInt(12) == 0
                ? new DatedPrices.Withdrawn(version, from)
                : new DatedPrices.Published(
                    version,
                    from,
                    new PriceList(
                        cells(terms, slabs),
                        promos(),
                        random.nextInt(4) == 0 ? null : random.nextInt(3) * 1_000L)));
      }
      return versions;
    }

    private List<PriceCell> cells(ProductTerms terms, List<Slab> slabs) {
      List<PriceCell> cells = new ArrayList<>();
      List<Integer> numbers = new ArrayList<>(slabs.stream().map(Slab::number).toList());
      numbers.add(0);
      if (audience == Audience.SUB_RESELLER) {
        // Of a slab that was deleted since.
        numbers.add(99);
      }
      for (ProductAction action : terms.actions()) {
        for (int slab : numbers) {
          for (int years = terms.shortestTenure(action);
              years <= terms.longestTenure(action);
              years++) {
            if (random.nextInt(3) > 0) {
              cells.add(new PriceCell(action, slab, years, random.nextInt(12) * 100L));
            }
          }
        }
      }
      return cells;
    }

    private List<Promo> promos() {
      List<Promo> promos = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        Instant start = moment();
        promos.add(
            new Promo(
                new UUID(seed, i),
                "Sale",
                random.nextInt(12) * 100L,
                EnumSet.of(
                    ProductAction.values()[random.nextInt(4)],
                    ProductAction.values()[random.nextInt(4)]),
                start,
                start.plus(Duration.ofHours(1 + random.nextInt(HOURS)))));
      }
      return promos;
    }

    private void specifics() {
      for (int version = 1; version <= random.nextInt(5); version++) {
        ProductAction action = ProductAction.values()[random.nextInt(4)];
        specifics.add(
            random.nextInt(4) == 0
                ? new SpecificPrice.Removed(TLD, action, version, moment())
                : new SpecificPrice.Fixed(
                    TLD, action, version, moment(), random.nextInt(12) * 100L));
      }
    }

    private void tell(
        ProductTerms terms, List<Slab> slabs, List<DatedPrices> versions, TldStatus status) {
      Sunrise sunrise = terms.sunrise();
      board.termsRead(
          new TldListed(
              TLD,
              terms.minYears(),
              terms.maxYears(),
              List.copyOf(terms.actions()),
              true,
              0,
              sunrise == null
                  ? null
                  : new TldEvent.Sunrise(
                      sunrise.start(),
                      sunrise.end(),
                      sunrise.applicationFee() == Sunrise.ApplicationFee.CHARGED),
              NOON),
          Origin.UNKNOWN);
      versions.forEach(
          version -> board.snapshotRead(event(version, terms, slabs), Origin.UNKNOWN, 0));
      List<Limited> limited =
          switch (status) {
            case SELL -> List.of();
            case NO_NEW_ORDERS -> List.of(new Limited(TLD, Status.NO_NEW_ORDERS));
            case DO_NOT_SELL -> List.of(new Limited(TLD, Status.DO_NOT_SELL));
          };
      board.statusesRead(new TldStatusesPublished(SELLER, 1, limited, NOON), Origin.UNKNOWN);
      board.specificRead(
          new SpecificPricesPublished(
              SELLER,
              audience,
              Long.toString(BUYER),
              1,
              specifics.stream().map(World::told).toList(),
              WRITTEN),
          Origin.UNKNOWN);
      Watermark.Generation generation = new Watermark.Generation("the-only-one", 1, List.of());
      for (Followed topic : Followed.values()) {
        assertThat(board.watermarkRead(new Watermark(NOON, List.of(0), 1, generation), topic, 0, 0))
            .isEqualTo(Watermarks.Accepted.INTO_PLACE);
      }
      board.confirm(board.seen());
      board.caughtUp();
      assertThat(board.swap()).isNotNull();
    }

    private PriceListEvent event(DatedPrices dated, ProductTerms terms, List<Slab> slabs) {
      ChangeSet changeSet = new ChangeSet("set-" + dated.version(), 1);
      return switch (dated) {
        case DatedPrices.Withdrawn withdrawn ->
            new PriceListWithdrawn(
                SELLER,
                audience,
                TLD,
                withdrawn.version(),
                changeSet,
                withdrawn.effectiveFrom(),
                WRITTEN);
        case DatedPrices.Published published ->
            new PriceListPublished(
                SELLER,
                audience,
                TLD,
                PriceListEvent.Kind.TLD,
                published.version(),
                changeSet,
                "USD",
                terms.minYears(),
                terms.maxYears(),
                slabs.stream().map(World::told).toList(),
                published.prices().cells().stream()
                    .map(
                        cell ->
                            new PriceListEvent.Cell(
                                cell.action(), cell.slab(), cell.years(), cents(cell.perYear())))
                    .toList(),
                published.prices().promos().stream().map(World::told).toList(),
                fee(published.prices()),
                published.effectiveFrom(),
                WRITTEN);
      };
    }

    private static @Nullable Money fee(PriceList prices) {
      Long fee = prices.applicationFee();
      return fee == null ? null : cents(fee);
    }

    private static PriceListEvent.Slab told(Slab slab) {
      Long receipts = slab.receiptsAtLeast();
      return new PriceListEvent.Slab(
          slab.number(),
          receipts == null ? null : cents(receipts),
          slab.webServicesOrdersAtLeast());
    }

    private static PriceListEvent.Promo told(Promo promo) {
      return new PriceListEvent.Promo(
          promo.id().toString(),
          promo.name(),
          List.copyOf(promo.actions()),
          cents(promo.perYear()),
          promo.start(),
          promo.end());
    }

    private static io.tierline.contracts.pricing.SpecificPriceEvent.Price told(
        SpecificPrice price) {
      Money perYear =
          switch (price) {
            case SpecificPrice.Fixed fixed -> cents(fixed.perYear());
            case SpecificPrice.Removed _ -> null;
          };
      return new io.tierline.contracts.pricing.SpecificPriceEvent.Price(
          price.product(), price.action(), perYear, price.version(), price.effectiveFrom());
    }

    private static Money cents(long amount) {
      return Money.ofMinor(USD, amount);
    }

    void compare(Map<String, Integer> seen) {
      for (int hour = -HOURS; hour <= HOURS; hour++) {
        Instant turn = NOON.plus(Duration.ofHours(hour));
        for (Instant at : List.of(turn.minusNanos(1), turn, turn.plusMillis(1))) {
          businessClock.now = at;
          for (ProductAction action : ProductAction.values()) {
            for (int years = 1; years <= maxYears + 1; years++) {
              compare(action, years, at, seen);
            }
          }
        }
      }
    }

    private void compare(ProductAction action, int years, Instant at, Map<String, Integer> seen) {
      boolean signedIn = random.nextBoolean();
      BuyerTerms terms = signedIn ? new BuyerTerms(specifics, null) : BuyerTerms.none();
      Money receipts = cents(random.nextInt(7) * 1_000L);
      int orders = random.nextInt(7) * 10;
      io.tierline.pricing.engine.Standing standing =
          switch (audience) {
            case CUSTOMER -> new OfCustomer(terms);
            case SUB_RESELLER -> new OfSubReseller(receipts, orders, terms);
          };
      Buyer buyer =
          switch (audience) {
            case CUSTOMER -> signedIn ? Buyer.customer(new CustomerId(BUYER)) : Buyer.visitor();
            case SUB_RESELLER ->
                Buyer.subReseller(
                    new SellerId(signedIn ? BUYER : BUYER + 1), Standing.of(receipts, orders));
          };
      QuoteResult quoted =
          Quotes.quote(book, QuoteRequest.standard(TLD, action, years), standing, at);
      PriceAnswer shown = desk.priceFor(Purchase.of(SELLER, TLD, action, years).by(buyer));
      // A million comparisons: only one that fails is put into words.
      Supplier<String> where =
          () ->
              "seed %d, %s, %s %d years at %s by %s: quoted %s, shown %s"
                  .formatted(seed, audience, action, years, at, buyer, quoted, shown);
      switch (quoted) {
        case Quote quote -> {
          if (!(shown instanceof PriceAnswer.Priced(var price, _))
              || !price.equals(expected(quote))) {
            throw new AssertionError(where.get());
          }
          count(seen, price.kind().name());
          if (!price.applicationFee().isZero()) {
            count(seen, "with fee");
          }
        }
        case QuoteResult.NoQuote _ -> {
          if (!(shown instanceof PriceAnswer.NotSold(var lacking, _))) {
            throw new AssertionError(where.get());
          }
          count(seen, lacking.name());
        }
      }
    }

    private static Price expected(Quote quote) {
      Money fee = Money.zero(USD);
      Money forYears = Money.zero(USD);
      List<Line.Years> lines = new ArrayList<>();
      for (Line line : quote.lines()) {
        switch (line) {
          case Line.Years years -> {
            lines.add(years);
            forYears = forYears.plus(years.amount());
          }
          case Line.Once once -> fee = fee.plus(once.amount());
          case Line.Tax tax -> throw new AssertionError("no seller here has a tax: " + tax);
        }
      }
      Line.Years first = lines.getFirst();
      Price.Kind kind =
          switch (first.rule()) {
            case "PR-5 specific" -> Price.Kind.SPECIFIC;
            case "PR-6 promo" -> Price.Kind.PROMO;
            default -> Price.Kind.USUAL;
          };
      return new Price(
          kind, first.perYear(), forYears, fee, forYears.plus(fee), quote.priceVersion());
    }

    private static void count(Map<String, Integer> seen, String what) {
      seen.merge(what, 1, Integer::sum);
    }
  }

  private static final class BusinessClock extends Clock {

    /** Before all of it: it only ever goes forward. */
    private Instant now = NOON.minus(Duration.ofDays(1));

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
