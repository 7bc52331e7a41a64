package io.tierline.pricing.engine;

import static io.tierline.contracts.ProductAction.REGISTER;
import static io.tierline.contracts.ProductAction.RENEW;
import static io.tierline.pricing.engine.TaxRule.Basis.COMPOUND;
import static io.tierline.pricing.engine.TaxRule.Basis.SIMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.ProductTerms.SubResellerPricing;
import io.tierline.pricing.engine.QuoteResult.Quote;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChargeTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final long TRILLION = 1_000_000_000_000L;
  private static final int TLDS = 500;

  private final Charge charge = new Charge();

  /** What is asked again and again. */
  private record Asked(PriceBook book, QuoteRequest request, Standing standing) {}

  @Test
  @DisplayName("PR-2 PR-7: to compute a price allocates nothing")
  void computingAllocatesNothing() {
    PriceBook book = book(TLDS, List.of(price(0, 1, 1_000), price(0, 3, 900), price(2, 1, 800)));

    allocatesNothing(
        new Asked(book, QuoteRequest.standard(new String("tld7"), RENEW, 4), standing(5_000)),
        3_200);
  }

  @Test
  @DisplayName("PR-6: nor does a promo that runs, where several do")
  void aPromoAllocatesNothing() {
    PriceBook book =
        bookInSunrise(
            new PriceList(
                List.of(price(0, 1, 1_000)),
                List.of(
                    promo("over", 100, NOW),
                    promo("dear", 700, NOW.plusSeconds(1)),
                    promo("best", 600, NOW.plusSeconds(1)),
                    promo("as good", 600, NOW.plusSeconds(1))),
                null));

    allocatesNothing(
        new Asked(book, QuoteRequest.standard("tld0", RENEW, 3), standing(0)), 600 + 2 * 1_000);
  }

  @Test
  @DisplayName("PR-5: nor does a price fixed for the buyer")
  void aSpecificPriceAllocatesNothing() {
    PriceBook book = book(1, List.of(price(0, 1, 1_000)));
    BuyerTerms terms =
        new BuyerTerms(
            List.of(
                new SpecificPrice.Fixed("tld0", RENEW, 1, Instant.EPOCH, 900),
                new SpecificPrice.Fixed("tld0", RENEW, 2, Instant.EPOCH, 1_200),
                new SpecificPrice.Removed("tld0", RENEW, 3, NOW.plusSeconds(1))),
            null);

    allocatesNothing(
        new Asked(book, QuoteRequest.standard("tld0", RENEW, 2), standing(0).with(terms)), 2_400);
  }

  @Test
  @DisplayName("PR-13 PR-17: nor do an application fee and two taxes")
  void aFeeAndTaxesAllocateNothing() {
    PriceBook book =
        bookInSunrise(
            new PriceList(List.of(new PriceCell(REGISTER, 0, 1, 1_000)), List.of(), 500L),
            tax("5", SIMPLE),
            tax("10", COMPOUND));

    allocatesNothing(
        new Asked(
            book,
            QuoteRequest.standard("tld0", REGISTER, 1),
            standing(0).with(new BuyerTerms(List.of(), new Place("CA", null)))),
        1_500 + 75 + 158);
  }

  private void allocatesNothing(Asked asked, long total) {
    compute(asked, 100);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    compute(asked, 1_000);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(charge.total()).isEqualTo(total);
    assertThat(allocated)
        .as("what the measuring itself allocates, less than a byte for each of a thousand")
        .isLessThan(1_000);
  }

  private void compute(Asked asked, int times) {
    for (int i = 0; i < times; i++) {
      charge.compute(asked.book(), asked.request(), asked.standing(), NOW);
    }
  }

  @Test
  @DisplayName("PR-2 PR-13 PR-17: a sum beyond what a number holds is an error, never a low price")
  void noSumWraps() {
    long half = Long.MAX_VALUE / 2 + 1;
    Standing canadian = standing(0).with(new BuyerTerms(List.of(), new Place("CA", null)));
    List<PriceCell> cells = List.of(new PriceCell(REGISTER, 0, 1, half));
    PriceList freeOfFee = new PriceList(cells, List.of(), 0L);
    QuoteRequest oneYear = QuoteRequest.standard("tld0", REGISTER, 1);
    QuoteRequest twoYears = QuoteRequest.standard("tld0", REGISTER, 2);

    assertThat(charge.compute(bookInSunrise(freeOfFee), oneYear, canadian, NOW)).isNull();
    assertThat(charge.total()).isEqualTo(half);
    throwsRatherThanWrap(bookInSunrise(freeOfFee), twoYears, canadian);
    throwsRatherThanWrap(bookInSunrise(new PriceList(cells, List.of(), half)), oneYear, canadian);
    throwsRatherThanWrap(bookInSunrise(freeOfFee, tax("100", SIMPLE)), oneYear, canadian);
    throwsRatherThanWrap(
        bookInSunrise(freeOfFee, tax("100", SIMPLE), tax("100", SIMPLE)), oneYear, canadian);
    throwsRatherThanWrap(
        bookInSunrise(freeOfFee, tax("100", SIMPLE), tax("0", COMPOUND)), oneYear, canadian);
  }

  private void throwsRatherThanWrap(PriceBook book, QuoteRequest request, Standing standing) {
    assertThatThrownBy(() -> charge.compute(book, request, standing, NOW))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  @DisplayName("PR-20: a version counts from its start on, to the nanosecond")
  void aVersionStartsWithinASecond() {
    Instant start = NOW.plusMillis(500);
    PriceBook book =
        PriceBook.compile(
            new BookPrices(
                Audience.SUB_RESELLER,
                CurrencyUnit.USD,
                List.of(),
                List.of(
                    new BookPrices.ProductPrices(
                        terms("tld0"),
                        TldStatus.SELL,
                        List.of(
                            new DatedPrices.Published(
                                1, Instant.EPOCH, PriceList.of(List.of(price(0, 1, 10)))),
                            new DatedPrices.Published(
                                2, start, PriceList.of(List.of(price(0, 1, 20))))))),
                SellerRules.none()));

    assertThat(totalAt(book, start.minusNanos(1))).isEqualTo(10);
    assertThat(totalAt(book, start)).isEqualTo(20);
    assertThat(totalAt(book, NOW)).isEqualTo(10);
    assertThat(totalAt(book, NOW.plusSeconds(1).minusNanos(1))).isEqualTo(20);
    assertThat(totalAt(book, NOW.plusSeconds(1))).isEqualTo(20);
  }

  private long totalAt(PriceBook book, Instant at) {
    assertThat(charge.compute(book, QuoteRequest.standard("tld0", RENEW, 1), standing(0), at))
        .isNull();
    return charge.total();
  }

  @Test
  @DisplayName("PR-3 PR-7: the dearest price there may be is exact in every slab and tenure")
  void dearPricesAreExact() {
    PriceBook book = book(3, List.of(price(0, 1, TRILLION), price(1, 2, TRILLION - 1)));

    assertThat(total(book, 3, 0)).isEqualTo(3 * TRILLION);
    assertThat(total(book, 1, 1_500)).as("slab 1 has no price for a year").isEqualTo(TRILLION);
    assertThat(total(book, 2, 1_500)).isEqualTo(2 * (TRILLION - 1));
    assertThat(total(book, 10, 9_999)).isEqualTo(10 * (TRILLION - 1));
    PriceTable table =
        Objects.requireNonNull(Objects.requireNonNull(book.product("tld0")).inForce(NOW)).table();
    assertThat(table.own(RENEW, 1, 2)).isEqualTo(TRILLION - 1);
    assertThat(table.own(RENEW, 1, 3)).isNegative();
    assertThat(table.find(RENEW, 2, 3)).isEqualTo(new PriceTable.Found(1, 2, TRILLION - 1));
  }

  @Test
  @DisplayName("PR-7: the limit between what is packed and what is kept aside is no limit")
  void pricesAreExactWhereTheyGrowTooLarge() {
    for (long perYear = (1 << 30) - 3; perYear < (1 << 30) + 3; perYear++) {
      assertThat(total(book(1, List.of(price(0, 1, perYear))), 1, 0)).isEqualTo(perYear);
    }
  }

  @Test
  @DisplayName("PR-7: receipts beyond what 32 bits hold reach their slab to the cent")
  void largeThresholdsAreExact() {
    long threshold = 5_000_000_000L;
    PriceBook book =
        PriceBook.compile(
            new BookPrices(
                Audience.SUB_RESELLER,
                CurrencyUnit.USD,
                List.of(new Slab(1, threshold, null)),
                products(1, List.of(price(0, 1, 10), price(1, 1, 9))),
                SellerRules.none()));

    assertThat(total(book, 1, threshold - 1)).isEqualTo(10);
    assertThat(total(book, 1, threshold)).isEqualTo(9);
    assertThat(total(book, 1, Long.MAX_VALUE)).isEqualTo(9);
  }

  @Test
  @DisplayName("PR-3: with one price for all tenures a year less than that is refused, not free")
  void noTenureBelowTheOnlyPrice() {
    PriceBook book = book(1, List.of(price(0, 2, 1_000)));

    assertThat(charge.compute(book, QuoteRequest.standard("tld0", RENEW, 1), standing(0), NOW))
        .isEqualTo(
            new QuoteResult.PriceMissing(
                Audience.SUB_RESELLER, "tld0", RENEW, 1, QuoteResult.Missing.PRICE));
    assertThat(total(book, 2, 0)).isEqualTo(2_000);
    assertThat(charge.compute(book, QuoteRequest.standard("tld0", REGISTER, 2), standing(0), NOW))
        .isInstanceOf(QuoteResult.PriceMissing.class);
    assertThat(charge.compute(book, QuoteRequest.standard("tld0", RENEW, 11), standing(0), NOW))
        .isInstanceOf(QuoteResult.TenureRefused.class);
    assertThat(charge.compute(book, QuoteRequest.standard("tld0", RENEW, 0), standing(0), NOW))
        .isInstanceOf(QuoteResult.TenureRefused.class);
  }

  @Test
  @DisplayName("PR-1: every product is found by its name, and no other")
  void productsAreFoundByName() {
    PriceBook book = book(TLDS, List.of(price(0, 1, 1_000)));

    for (int tld = 0; tld < TLDS; tld++) {
      assertThat(book.terms("tld" + tld)).map(ProductTerms::product).hasValue("tld" + tld);
      assertThat(book.terms("other" + tld)).isEmpty();
    }
  }

  @Test
  @DisplayName("PR-1: ten thousand sellers with 500 TLDs fit into memory: few bytes for a price")
  void aPriceTakesFewBytes() {
    List<PriceCell> cells = new ArrayList<>();
    for (ProductAction action : ProductAction.values()) {
      cells.add(new PriceCell(action, 0, 1, 1_000));
    }
    Assortments shared = new Assortments();
    PriceBook.compile(prices(cells), shared);

    PriceBook another = PriceBook.compile(prices(cells), shared);

    assertThat(another.bytes()).isLessThan(8L * TLDS * cells.size());
  }

  private long total(PriceBook book, int years, long receipts) {
    QuoteRequest request = QuoteRequest.standard("tld0", RENEW, years);
    assertThat(charge.compute(book, request, standing(receipts), NOW)).isNull();
    assertThat(Quotes.quote(book, request, standing(receipts), NOW))
        .isInstanceOfSatisfying(
            Quote.class,
            quote -> assertThat(quote.total().getAmountMinorLong()).isEqualTo(charge.total()));
    return charge.total();
  }

  private static Standing standing(long receipts) {
    return new Standing.OfSubReseller(CurrencyUnit.USD, receipts, 0, BuyerTerms.none());
  }

  private static PriceCell price(int slab, int years, long perYear) {
    return new PriceCell(RENEW, slab, years, perYear);
  }

  private static PriceBook book(int tlds, List<PriceCell> cells) {
    return PriceBook.compile(
        new BookPrices(
            Audience.SUB_RESELLER,
            CurrencyUnit.USD,
            List.of(new Slab(1, 1_000L, null), new Slab(2, 2_000L, 5)),
            products(tlds, cells),
            SellerRules.none()));
  }

  private static ProductTerms terms(String tld) {
    return ProductTerms.ofTld(tld, 1, 10, SubResellerPricing.TELESCOPIC);
  }

  private static Promo promo(String name, long perYear, Instant end) {
    return new Promo(
        Proposals.promoId(name), name, perYear, Set.of(REGISTER, RENEW), Instant.EPOCH, end);
  }

  private static TaxRule tax(String ratePercent, TaxRule.Basis basis) {
    return new TaxRule(
        "GST", new Place("CA", null), Set.of(ProductKind.TLD), new BigDecimal(ratePercent), basis);
  }

  /** Of one TLD, without slabs. */
  private static PriceBook bookInSunrise(PriceList list, TaxRule... taxes) {
    return PriceBook.compile(
        new BookPrices(
            Audience.SUB_RESELLER,
            CurrencyUnit.USD,
            List.of(),
            List.of(
                new BookPrices.ProductPrices(
                    terms("tld0")
                        .withSunrise(
                            new Sunrise(NOW, NOW.plusSeconds(1), Sunrise.ApplicationFee.CHARGED)),
                    TldStatus.SELL,
                    List.of(new DatedPrices.Published(1, Instant.EPOCH, list)))),
            new SellerRules(List.of(taxes), null)));
  }

  private static BookPrices prices(List<PriceCell> cells) {
    return new BookPrices(
        Audience.CUSTOMER, CurrencyUnit.USD, List.of(), products(TLDS, cells), SellerRules.none());
  }

  private static List<BookPrices.ProductPrices> products(int tlds, List<PriceCell> cells) {
    return IntStream.range(0, tlds)
        .mapToObj(
            tld ->
                new BookPrices.ProductPrices(
                    terms("tld" + tld),
                    TldStatus.SELL,
                    List.of(new DatedPrices.Published(1, Instant.EPOCH, PriceList.of(cells)))))
        .toList();
  }
}
