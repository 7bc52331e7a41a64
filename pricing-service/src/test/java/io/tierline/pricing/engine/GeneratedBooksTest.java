package io.tierline.pricing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.ProductTerms.SubResellerPricing;
import io.tierline.pricing.engine.QuoteResult.Line;
import io.tierline.pricing.engine.QuoteResult.NoQuote;
import io.tierline.pricing.engine.QuoteResult.Quote;
import io.tierline.pricing.engine.SettingRules.Checked;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Random books against a plain second implementation, and the laws of prices. A failure names its
 * seed; run it again with {@code -Dtierline.pricing.seed=<seed>}.
 */
class GeneratedBooksTest {

  private static final int BOOKS = 5_000;
  private static final int PURCHASES_PER_BOOK = 8;
  private static final String PRODUCT = "tld";

  /** Of other products: cheaper and dearer than any price that is looked for. */
  private static final PriceList[] OTHERS = {
    PriceList.of(cellsOfOthers(1_000_000)),
    new PriceList(cellsOfOthers(2_000_000), promosOfOthers(), null),
    new PriceList(cellsOfOthers(3_000_000), promosOfOthers(), 4_000_000L),
    new PriceList(
        List.of(
            new PriceCell(ProductAction.REGISTER, 0, 1, 5_000_000),
            new PriceCell(ProductAction.REGISTER, 0, 3, 6_000_000)),
        List.of(),
        7_000_000L)
  };

  /** One for all purchases, so that nothing of one may be left in the next. */
  private static final Charge CHARGE = new Charge();

  @Test
  @DisplayName(
      "PR-2 PR-3 PR-5 PR-6 PR-7 PR-9 PR-13 PR-15 PR-17 PR-19 PR-20: the compiled engine agrees with a plain reading of the rules, and the laws of prices hold")
  void theEngineAgreesWithAPlainReading() {
    long seed = Long.getLong("tierline.pricing.seed", System.nanoTime());
    System.out.println("GeneratedBooksTest: -Dtierline.pricing.seed=" + seed);
    RandomGeneratorFactory<RandomGenerator> generators =
        RandomGeneratorFactory.of("L64X128MixRandom");
    int accepted = 0;
    int refused = 0;
    for (long book = 0; accepted < BOOKS; book++) {
      RandomGenerator random = generators.create(seed + book);
      try {
        if (tryOneBook(random)) {
          accepted++;
        } else {
          refused++;
        }
      } catch (AssertionError | RuntimeException e) {
        fail("Book %d of -Dtierline.pricing.seed=%d: %s".formatted(book, seed, e.getMessage()), e);
      }
    }
    assertThat(refused).as("rules were broken now and then").isPositive();
  }

  private static List<PriceCell> cellsOfOthers(long perYear) {
    return Arrays.stream(ProductAction.values())
        .map(action -> new PriceCell(action, 0, 1, perYear + action.ordinal()))
        .toList();
  }

  private static List<Promo> promosOfOthers() {
    return List.of(
        new Promo(
            new UUID(1, 0),
            "Of another product",
            0,
            Set.of(ProductAction.values()),
            Instant.EPOCH,
            Instant.MAX));
  }

  /** Whether the book was accepted. */
  private static boolean tryOneBook(RandomGenerator random) {
    ProductTerms terms = terms(random);
    PriceProposal first = proposal(random, terms);
    Checked checked = check(first, terms);
    if (!(checked instanceof Checked.Accepted accepted)) {
      return false;
    }
    if (accepted.prices().isEmpty()) {
      return true;
    }
    List<DatedPrices> versions = new ArrayList<>();
    List<PlainPricing.Version> plain = new ArrayList<>();
    Instant from = moment(random, -9, 1);
    versions.add(new DatedPrices.Published(1, from, list(accepted)));
    plain.add(new PlainPricing.Version(1, from, first));
    if (random.nextBoolean()) {
      PriceProposal second = withOtherPrices(random, first, terms);
      if (check(second, terms) instanceof Checked.Accepted next && !next.prices().isEmpty()) {
        Instant later = moment(random, -9, 9);
        versions.add(new DatedPrices.Published(2, later, list(next)));
        plain.add(new PlainPricing.Version(2, later, second));
      }
    }
    if (random.nextInt(4) == 0) {
      Instant later = moment(random, 1, 9);
      versions.add(new DatedPrices.Withdrawn(3, later));
      plain.add(new PlainPricing.Version(3, later, null));
    }
    TldStatus status = random.nextInt(8) == 0 ? pick(random, TldStatus.values()) : TldStatus.SELL;
    SellerRules rules = rules(random, first.sellingCurrency());
    BookPrices.ProductPrices product = new BookPrices.ProductPrices(terms, status, versions);
    List<BookPrices.ProductPrices> products = amongOthers(random, product);
    PriceBook book =
        PriceBook.compile(
            new BookPrices(
                first.audience(), first.sellingCurrency(), accepted.slabs(), products, rules));
    Instant anyMoment = moment(random, -12, 12);
    products.forEach(each -> itsHighestStartedVersionCounts(book, each, anyMoment));
    World world =
        new World(
            new BookPrices(
                first.audience(),
                first.sellingCurrency(),
                accepted.slabs(),
                List.of(product),
                rules),
            new PlainPricing.Seller(terms, status, rules, plain),
            new HashMap<>());
    for (int i = 0; i < PURCHASES_PER_BOOK; i++) {
      onePurchase(random, world, book);
    }
    return true;
  }

  /**
   * The same seller twice, selling nothing else.
   *
   * @param compiled some of its versions, as often asked for as made
   */
  private record World(
      BookPrices prices, PlainPricing.Seller seller, Map<List<DatedPrices>, PriceBook> compiled) {

    List<DatedPrices> versions() {
      return prices.products().getFirst().versions();
    }

    /** The seller's book as it would be with other versions. */
    PriceBook with(List<DatedPrices> versions) {
      BookPrices.ProductPrices product = prices.products().getFirst();
      return compiled.computeIfAbsent(
          versions,
          _ ->
              PriceBook.compile(
                  new BookPrices(
                      prices.audience(),
                      prices.currency(),
                      prices.slabs(),
                      List.of(
                          new BookPrices.ProductPrices(
                              product.terms(), product.status(), versions)),
                      prices.rules())));
    }
  }

  /** Before, between or after them: who reads a row of another product notices it by the price. */
  private static List<BookPrices.ProductPrices> amongOthers(
      RandomGenerator random, BookPrices.ProductPrices product) {
    List<BookPrices.ProductPrices> products = new ArrayList<>();
    products.add(product);
    products.add(random.nextInt(2), other(random, "aaa"));
    products.add(random.nextInt(3), other(random, "zzz"));
    return products;
  }

  private static BookPrices.ProductPrices other(RandomGenerator random, String product) {
    List<DatedPrices> versions = new ArrayList<>();
    int count = random.nextInt(4);
    for (int version = 1; version <= count; version++) {
      Instant from = moment(random, -12, 12);
      versions.add(
          random.nextInt(version),
          random.nextInt(5) == 0
              ? new DatedPrices.Withdrawn(version, from)
              : new DatedPrices.Published(version, from, pick(random, OTHERS)));
    }
    return new BookPrices.ProductPrices(
        ProductTerms.ofTld(product, 1, 10, SubResellerPricing.TELESCOPIC),
        pick(random, TldStatus.values()),
        versions);
  }

  private static void itsHighestStartedVersionCounts(
      PriceBook book, BookPrices.ProductPrices product, Instant at) {
    Optional<DatedPrices> expected =
        product.versions().stream()
            .filter(version -> !version.effectiveFrom().isAfter(at))
            .max(Comparator.comparingLong(DatedPrices::version));
    PriceBook.Version found =
        Objects.requireNonNull(book.product(product.terms().product())).inForce(at);
    if (expected.isPresent()
        && expected.get() instanceof DatedPrices.Published(long number, _, PriceList prices)) {
      PriceBook.Version version = Objects.requireNonNull(found, "It is in force");
      PriceCell first = prices.cells().getFirst();
      assertThat(version.dated().version()).isEqualTo(number);
      assertThat(version.list()).isEqualTo(prices.withCells(List.of()));
      assertThat(version.table().own(first.action(), Pr7Slabs.BASE, first.years()))
          .isEqualTo(first.perYear());
    } else {
      assertThat(found).isNull();
    }
  }

  private static Checked check(PriceProposal proposal, ProductTerms terms) {
    Checked checked = SettingRules.check(proposal);
    assertThat(checked instanceof Checked.Accepted)
        .as("%s of %s", checked, proposal)
        .isEqualTo(PlainPricing.keepsTheRules(proposal, terms));
    return checked;
  }

  private static PriceList list(Checked.Accepted accepted) {
    return accepted.prices().values().iterator().next();
  }

  private static void onePurchase(RandomGenerator random, World world, PriceBook book) {
    ProductTerms terms = world.seller().terms();
    ProductAction action = pick(random, ProductAction.values());
    int years = random.nextInt(terms.shortestTenure(action), terms.longestTenure(action) + 1);
    QuoteRequest request = new QuoteRequest(PRODUCT, action, years, name(random, book.currency()));
    Instant at = moment(random, -12, 12);
    BuyerTerms buyer = buyer(random);
    long receipts = receipts(random, book.slabs());
    int orders = orders(random, book.slabs());
    Standing standing = standing(book, receipts, orders, buyer);
    QuoteResult result = Quotes.quote(book, request, standing, at);

    assertThat(outcome(result))
        .as("%s by %s at %s of %s", request, standing, at, world)
        .isEqualTo(PlainPricing.outcome(world.seller(), request, standing, at));
    theChargeIsTheQuote(CHARGE.compute(book, request, standing, at), result);
    whatStartsLaterChangesNothing(world, result, new Asked(request, standing, at));
    if (!(result instanceof Quote quote)) {
      return;
    }
    assertThat(Money.total(quote.lines().stream().map(Line::amount).toList()))
        .as("the total is the sum of the lines")
        .isEqualTo(quote.total());
    if (request.name() instanceof NameTier.Standard) {
      aSpecificPriceBeatsAll(quote, request, buyer, at);
      aPromoNeverRaisesAPrice(world, quote, new Asked(request, standing, at));
    }
    if (book.audience() == Audience.SUB_RESELLER) {
      Standing moreReceipts = standing(book, receipts + random.nextLong(0, 20_000), orders, buyer);
      Standing moreOrders = standing(book, receipts, orders + random.nextInt(0, 30), buyer);
      assertThat(total(book, new Asked(request, moreReceipts, at)))
          .as("more receipts never raise a price")
          .isLessThanOrEqualTo(quote.total());
      assertThat(total(book, new Asked(request, moreOrders, at)))
          .as("more orders never raise a price")
          .isLessThanOrEqualTo(quote.total());
      aLaterSlabNeverCostsMore(book, request, at);
    }
  }

  private static void theChargeIsTheQuote(@Nullable NoQuote refused, QuoteResult result) {
    if (!(result instanceof Quote quote)) {
      assertThat(refused).isEqualTo(result);
      return;
    }
    assertThat(refused).isNull();
    assertThat(CHARGE.total()).isEqualTo(quote.total().getAmountMinorLong());
    assertThat(CHARGE.preTax()).isEqualTo(quote.preTax().getAmountMinorLong());
    assertThat(quote.lines().getFirst())
        .isInstanceOfSatisfying(
            Line.Years.class,
            line -> assertThat(CHARGE.perYear()).isEqualTo(line.perYear().getAmountMinorLong()));
    assertThat(CHARGE.fee())
        .isEqualTo(
            quote.lines().stream()
                .filter(Line.Once.class::isInstance)
                .mapToLong(line -> line.amount().getAmountMinorLong())
                .sum());
  }

  private static void whatStartsLaterChangesNothing(World world, QuoteResult result, Asked asked) {
    List<DatedPrices> started =
        world.versions().stream()
            .filter(version -> !version.effectiveFrom().isAfter(asked.at()))
            .toList();
    if (started.size() < world.versions().size()) {
      assertThat(Quotes.quote(world.with(started), asked.request(), asked.standing(), asked.at()))
          .as("what starts later changes nothing that was quoted before")
          .isEqualTo(result);
    }
  }

  private record Asked(QuoteRequest request, Standing standing, Instant at) {}

  private static Money total(PriceBook book, Asked asked) {
    return ((Quote) Quotes.quote(book, asked.request(), asked.standing(), asked.at())).total();
  }

  private static String outcome(QuoteResult result) {
    return switch (result) {
      case Quote quote -> quote.total().getAmount().toPlainString();
      case QuoteResult.PriceMissing missing -> "PriceMissing " + missing.missing();
      case QuoteResult.NoQuote other -> other.getClass().getSimpleName();
    };
  }

  private static void aSpecificPriceBeatsAll(
      Quote quote, QuoteRequest request, BuyerTerms buyer, Instant at) {
    SpecificPrice.Fixed specific = Pr5Specific.inForce(buyer, request, at);
    if (specific != null) {
      assertThat(quote.lines().getFirst().rule()).isEqualTo(Pr5Specific.RULE);
      assertThat(quote.lines().getFirst().amount().getAmountMinorLong())
          .as("a specific price beats all")
          .isEqualTo(specific.perYear() * request.years());
    }
  }

  private static void aPromoNeverRaisesAPrice(World world, Quote quote, Asked asked) {
    List<DatedPrices> withoutPromos =
        world.versions().stream().map(GeneratedBooksTest::withoutPromos).toList();
    if (!withoutPromos.equals(world.versions())) {
      assertThat(quote.total())
          .as("a promo never raises a price")
          .isLessThanOrEqualTo(total(world.with(withoutPromos), asked));
    }
  }

  private static DatedPrices withoutPromos(DatedPrices version) {
    return switch (version) {
      case DatedPrices.Published(long number, Instant from, PriceList prices) ->
          new DatedPrices.Published(
              number, from, new PriceList(prices.cells(), List.of(), prices.applicationFee()));
      case DatedPrices.Withdrawn withdrawn -> withdrawn;
    };
  }

  private static Standing standing(PriceBook book, long receipts, int orders, BuyerTerms buyer) {
    return book.audience() == Audience.CUSTOMER
        ? new Standing.OfCustomer(buyer)
        : new Standing.OfSubReseller(Money.ofMinor(book.currency(), receipts), orders, buyer);
  }

  private static NameTier name(RandomGenerator random, CurrencyUnit currency) {
    return random.nextInt(6) > 0
        ? new NameTier.Standard()
        : new NameTier.Premium(
            Money.ofMinor(
                currency,
                random.nextInt(8) > 0
                    ? random.nextLong(0, 50_000)
                    : Limits.PRICE_MAX_MINOR_UNITS + random.nextLong(-9_999, 99)),
            random.nextInt(4) == 0
                ? NameTier.Acknowledgement.ABSENT
                : NameTier.Acknowledgement.GIVEN);
  }

  private static BuyerTerms buyer(RandomGenerator random) {
    List<SpecificPrice> specifics = new ArrayList<>();
    int count = random.nextInt(3) == 0 ? random.nextInt(1, 4) : 0;
    for (int version = 1; version <= count; version++) {
      ProductAction action = pick(random, ProductAction.values());
      Instant from = moment(random, -12, 12);
      specifics.add(
          random.nextInt(4) == 0
              ? new SpecificPrice.Removed(PRODUCT, action, version, from)
              : new SpecificPrice.Fixed(PRODUCT, action, version, from, random.nextLong(0, 6_000)));
    }
    Place place =
        random.nextInt(8) == 0
            ? null
            : new Place(
                pick(random, new String[] {"CA", "US"}),
                random.nextInt(6) == 0 ? null : pick(random, new String[] {"BC", "QC"}));
    return new BuyerTerms(specifics, place);
  }

  private static SellerRules rules(RandomGenerator random, CurrencyUnit currency) {
    List<TaxRule> taxes = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      taxes.add(
          new TaxRule(
              "Tax " + i,
              new Place(
                  pick(random, new String[] {"CA", "US"}),
                  random.nextBoolean() ? null : pick(random, new String[] {"BC", "QC"})),
              EnumSet.of(pick(random, ProductKind.values()), pick(random, ProductKind.values())),
              BigDecimal.valueOf(random.nextLong(0, 250_000), 4),
              pick(random, TaxRule.Basis.values())));
    }
    Margin margin =
        random.nextBoolean()
            ? new Margin.OfCost(BigDecimal.valueOf(random.nextLong(-500_000, 1_000_000), 4))
            : new Margin.Absolute(Money.ofMinor(currency, random.nextLong(-500, 5_000)));
    Rounding rounding =
        new Rounding(
            random.nextBoolean() ? null : pick(random, new String[] {"9", "5", "49"}),
            currency.getDecimalPlaces() == 0 || random.nextBoolean()
                ? null
                : pick(random, new String[] {"9", "99", "0"}),
            pick(random, Rounding.BelowCost.values()));
    return new SellerRules(taxes, random.nextInt(4) == 0 ? null : new MarginRule(margin, rounding));
  }

  /** Often just at a threshold, where mistakes are. */
  private static long receipts(RandomGenerator random, List<Slab> slabs) {
    long[] thresholds =
        slabs.stream()
            .map(Slab::receiptsAtLeast)
            .filter(Objects::nonNull)
            .mapToLong(Long::longValue)
            .toArray();
    return thresholds.length == 0 || random.nextBoolean()
        ? random.nextLong(0, 20_000)
        : Math.max(0, thresholds[random.nextInt(thresholds.length)] + random.nextInt(-1, 2));
  }

  private static int orders(RandomGenerator random, List<Slab> slabs) {
    int[] thresholds =
        slabs.stream()
            .map(Slab::webServicesOrdersAtLeast)
            .filter(Objects::nonNull)
            .mapToInt(Integer::intValue)
            .toArray();
    return thresholds.length == 0 || random.nextBoolean()
        ? random.nextInt(0, 30)
        : Math.max(0, thresholds[random.nextInt(thresholds.length)] + random.nextInt(-1, 2));
  }

  private static void aLaterSlabNeverCostsMore(PriceBook book, QuoteRequest request, Instant at) {
    PriceBook.Product product = book.product(PRODUCT);
    if (product == null) {
      throw new AssertionError("The book has the product");
    }
    PriceBook.Version version = product.inForce(at);
    if (version == null) {
      throw new AssertionError("What was quoted is in force");
    }
    long before = Long.MAX_VALUE;
    for (int place = 0; place <= book.slabs().size(); place++) {
      PriceTable.@Nullable Found found =
          version.table().find(request.action(), place, request.years());
      if (found == null) {
        assertThat(place).as("a priced tenure has a price in every slab").isZero();
        return;
      }
      assertThat(found.perYear()).as("a later slab never costs more").isLessThanOrEqualTo(before);
      before = found.perYear();
    }
  }

  private static ProductTerms terms(RandomGenerator random) {
    int minYears = random.nextInt(4) == 0 ? 2 : 1;
    return ProductTerms.ofTld(
            PRODUCT,
            minYears,
            random.nextInt(minYears, Limits.TENURE_MAX_YEARS + 1),
            pick(random, SubResellerPricing.values()))
        .withSunrise(
            random.nextInt(3) > 0
                ? null
                : new Sunrise(
                    Proposals.NOW.minusSeconds(5),
                    Proposals.NOW.plusSeconds(5),
                    pick(random, Sunrise.ApplicationFee.values())));
  }

  private static PriceProposal proposal(RandomGenerator random, ProductTerms terms) {
    Audience audience = pick(random, Audience.values());
    CurrencyUnit currency = CurrencyUnit.of(pick(random, new String[] {"USD", "JPY", "KWD"}));
    List<ProposedSlab> slabs = audience == Audience.CUSTOMER ? List.of() : slabs(random, currency);
    return proposal(random, terms, new Draft(audience, currency, slabs, new ArrayList<>()));
  }

  private static PriceProposal withOtherPrices(
      RandomGenerator random, PriceProposal before, ProductTerms terms) {
    return proposal(
        random,
        terms,
        new Draft(before.audience(), before.sellingCurrency(), before.slabs(), new ArrayList<>()));
  }

  private static PriceProposal proposal(RandomGenerator random, ProductTerms terms, Draft draft) {
    for (ProductAction action : ProductAction.values()) {
      if (random.nextInt(3) > 0) {
        addCells(random, terms, action, draft);
      }
    }
    return new PriceProposal(
        draft.audience(),
        draft.currency(),
        draft.currency().getCode(),
        draft.slabs(),
        new ProposedPrices(draft.cells(), promos(random, draft), fees(random, draft)),
        Map.of(PRODUCT, terms));
  }

  /** Mostly of actions that have a price. */
  private static List<ProposedPromo> promos(RandomGenerator random, Draft draft) {
    List<ProposedPromo> promos = new ArrayList<>();
    int count = draft.cells().isEmpty() ? 0 : random.nextInt(4);
    for (int i = 0; i < count; i++) {
      EnumSet<ProductAction> actions =
          random.nextInt(50) == 0
              ? EnumSet.of(pick(random, ProductAction.values()))
              : EnumSet.of(
                  draft.cells().get(random.nextInt(draft.cells().size())).action(),
                  draft.cells().get(random.nextInt(draft.cells().size())).action());
      Instant start = moment(random, -12, 12);
      promos.add(
          new ProposedPromo(
              "promos[%d]".formatted(i),
              PRODUCT,
              new UUID(0, i),
              "Promo " + i,
              amount(draft.currency(), random.nextLong(0, 5_000)),
              actions,
              start,
              start.plusSeconds(random.nextInt(40) == 0 ? 0 : random.nextInt(1, 12))));
    }
    return promos;
  }

  private static List<ProposedFee> fees(RandomGenerator random, Draft draft) {
    return random.nextInt(3) == 0
        ? List.of()
        : List.of(
            new ProposedFee(
                "applicationFees[0]",
                PRODUCT,
                amount(draft.currency(), random.nextLong(0, 20_000))));
  }

  private record Draft(
      Audience audience,
      CurrencyUnit currency,
      List<ProposedSlab> slabs,
      List<ProposedCell> cells) {}

  private static void addCells(
      RandomGenerator random, ProductTerms terms, ProductAction action, Draft draft) {
    boolean telescopic =
        draft.audience() == Audience.CUSTOMER
            || terms.subResellerPricing() == SubResellerPricing.TELESCOPIC;
    long perYear = random.nextLong(0, 5_000);
    for (int place = 0; place <= draft.slabs().size(); place++) {
      int slab = place == 0 ? 0 : draft.slabs().get(place - 1).number();
      long inThisSlab = perYear;
      for (int years = terms.shortestTenure(action);
          years <= terms.longestTenure(action);
          years++) {
        boolean shortest = years == terms.shortestTenure(action);
        boolean entered =
            shortest ? place == 0 || random.nextInt(4) > 0 : telescopic && random.nextInt(6) == 0;
        if (entered || random.nextInt(2_000) == 0) {
          draft
              .cells()
              .add(
                  new ProposedCell(
                      "prices[%d]".formatted(draft.cells().size()),
                      PRODUCT,
                      action,
                      slab,
                      years,
                      amount(draft.currency(), inThisSlab)));
        }
        inThisSlab = Math.max(0, inThisSlab - random.nextLong(-5, 60));
      }
      perYear = Math.max(0, perYear - random.nextLong(-3, 400));
    }
  }

  private static List<ProposedSlab> slabs(RandomGenerator random, CurrencyUnit currency) {
    List<ProposedSlab> slabs = new ArrayList<>();
    int number = 0;
    long receipts = 0;
    int orders = 0;
    int count = random.nextInt(0, 6);
    for (int i = 0; i < count; i++) {
      number += random.nextInt(1, 3);
      receipts = Math.max(0, receipts + random.nextLong(-20, 4_000));
      orders = Math.max(0, orders + random.nextInt(0, 6));
      int counted = random.nextInt(3);
      slabs.add(
          new ProposedSlab(
              "slabs[%d]".formatted(i),
              number,
              counted == 0 ? null : amount(currency, receipts),
              counted == 1 ? null : orders));
    }
    return slabs;
  }

  private static ProposedAmount amount(CurrencyUnit currency, long minorUnits) {
    return new ProposedAmount(
        BigDecimal.valueOf(minorUnits, currency.getDecimalPlaces()).toPlainString(),
        currency.getCode());
  }

  /** Now and then just at half a second, or just before it. */
  private static Instant moment(RandomGenerator random, int earliest, int before) {
    Instant second = Proposals.NOW.plusSeconds(random.nextInt(earliest, before));
    return switch (random.nextInt(4)) {
      case 0 -> second.plusNanos(500_000_000);
      case 1 -> second.plusNanos(499_999_999);
      default -> second;
    };
  }

  private static <T> T pick(RandomGenerator random, T[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
