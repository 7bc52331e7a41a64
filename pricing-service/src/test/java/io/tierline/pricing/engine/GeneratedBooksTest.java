package io.tierline.pricing.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.ProductTerms.SubResellerPricing;
import io.tierline.pricing.engine.QuoteResult.Line;
import io.tierline.pricing.engine.QuoteResult.Quote;
import io.tierline.pricing.engine.SettingRules.Checked;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

  private static final int BOOKS = 10_000;
  private static final int PURCHASES_PER_BOOK = 8;
  private static final String PRODUCT = "tld";

  @Test
  @DisplayName("PR-2 PR-3 PR-7 PR-9: the compiled engine agrees with a plain reading of the rules")
  void theEngineAgreesWithAPlainReading() {
    long seed = Long.getLong("tierline.pricing.seed", System.nanoTime());
    System.out.println("GeneratedBooksTest: -Dtierline.pricing.seed=" + seed);
    int accepted = 0;
    int refused = 0;
    for (long book = 0; accepted < BOOKS; book++) {
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed + book);
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

  /** Whether the book was accepted. */
  private static boolean tryOneBook(RandomGenerator random) {
    ProductTerms terms = terms(random);
    PriceProposal proposal = proposal(random, terms);
    Checked checked = SettingRules.check(proposal);
    boolean plainlyAccepted = PlainPricing.keepsTheRules(proposal, terms);
    assertThat(checked instanceof Checked.Accepted)
        .as("%s of %s", checked, proposal)
        .isEqualTo(plainlyAccepted);
    if (!(checked instanceof Checked.Accepted(List<Slab> slabs, var cells))) {
      return false;
    }
    PriceBook book =
        PriceBook.compile(
            new BookPrices(
                proposal.audience(),
                proposal.sellingCurrency(),
                slabs,
                cells.values().stream()
                    .map(
                        product ->
                            new BookPrices.ProductPrices(
                                terms,
                                TldStatus.SELL,
                                List.of(new DatedPrices.Published(1, Proposals.NOW, product))))
                    .toList(),
                SellerRules.none()));
    for (int i = 0; i < PURCHASES_PER_BOOK; i++) {
      onePurchase(random, terms, proposal, book);
    }
    return true;
  }

  private static void onePurchase(
      RandomGenerator random, ProductTerms terms, PriceProposal proposal, PriceBook book) {
    ProductAction action = pick(random, ProductAction.values());
    int years = random.nextInt(terms.shortestTenure(action), terms.longestTenure(action) + 1);
    QuoteRequest request = QuoteRequest.standard(PRODUCT, action, years);
    long receipts = receipts(random, book.slabs());
    int orders = orders(random, book.slabs());
    Optional<BigDecimal> total = total(book, request, receipts, orders);

    assertThat(total.map(BigDecimal::stripTrailingZeros))
        .as("%s with receipts %d and %d orders of %s", request, receipts, orders, proposal)
        .isEqualTo(
            PlainPricing.total(
                    proposal,
                    request,
                    BigDecimal.valueOf(receipts, book.currency().getDecimalPlaces()),
                    orders)
                .map(BigDecimal::stripTrailingZeros));

    if (total.isPresent() && book.audience() == Audience.SUB_RESELLER) {
      assertThat(total(book, request, receipts + random.nextLong(0, 20_000), orders).orElseThrow())
          .as("more receipts never raise a price")
          .isLessThanOrEqualTo(total.get());
      assertThat(total(book, request, receipts, orders + random.nextInt(0, 30)).orElseThrow())
          .as("more orders never raise a price")
          .isLessThanOrEqualTo(total.get());
      aLaterSlabNeverCostsMore(book, request);
    }
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

  private static void aLaterSlabNeverCostsMore(PriceBook book, QuoteRequest request) {
    PriceBook.Product product = book.product(PRODUCT);
    if (product == null) {
      throw new AssertionError("The book has one product");
    }
    PriceBook.Version version = product.inForce(Proposals.NOW);
    if (version == null) {
      throw new AssertionError("The product has one version");
    }
    long before = Long.MAX_VALUE;
    for (int place = 0; place <= book.slabs().size(); place++) {
      PriceTable.@Nullable Found found =
          version.table().find(request.action(), place, request.years());
      if (found == null) {
        throw new AssertionError("A priced tenure has a price in every slab");
      }
      assertThat(found.perYear()).as("a later slab never costs more").isLessThanOrEqualTo(before);
      before = found.perYear();
    }
  }

  private static Optional<BigDecimal> total(
      PriceBook book, QuoteRequest request, long receipts, int orders) {
    Standing standing =
        book.audience() == Audience.CUSTOMER
            ? new Standing.OfCustomer(BuyerTerms.none())
            : new Standing.OfSubReseller(
                Money.ofMinor(book.currency(), receipts), orders, BuyerTerms.none());
    return switch (Quotes.quote(book, request, standing, Proposals.NOW)) {
      case Quote quote -> {
        assertThat(Money.total(quote.lines().stream().map(Line::amount).toList()))
            .as("the total is the sum of the lines")
            .isEqualTo(quote.total());
        yield Optional.of(quote.total().getAmount());
      }
      case QuoteResult.PriceMissing _ -> Optional.empty();
      case QuoteResult.NoQuote other -> throw new AssertionError("Not quoted: " + other);
    };
  }

  private static ProductTerms terms(RandomGenerator random) {
    int minYears = random.nextInt(4) == 0 ? 2 : 1;
    return ProductTerms.ofTld(
        PRODUCT,
        minYears,
        random.nextInt(minYears, Limits.TENURE_MAX_YEARS + 1),
        pick(random, SubResellerPricing.values()));
  }

  private static PriceProposal proposal(RandomGenerator random, ProductTerms terms) {
    Audience audience = pick(random, Audience.values());
    CurrencyUnit currency = CurrencyUnit.of(pick(random, new String[] {"USD", "JPY", "KWD"}));
    List<ProposedSlab> slabs = audience == Audience.CUSTOMER ? List.of() : slabs(random, currency);
    List<ProposedCell> cells = new ArrayList<>();
    for (ProductAction action : ProductAction.values()) {
      if (random.nextInt(3) > 0) {
        addCells(random, terms, action, new Draft(audience, currency, slabs, cells));
      }
    }
    return new PriceProposal(
        audience,
        currency,
        currency.getCode(),
        slabs,
        ProposedPrices.of(cells),
        Map.of(PRODUCT, terms));
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

  private static <T> T pick(RandomGenerator random, T[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
