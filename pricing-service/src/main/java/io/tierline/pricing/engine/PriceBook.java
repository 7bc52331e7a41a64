package io.tierline.pricing.engine;

import io.tierline.contracts.Audience;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** A seller's prices for one audience, compiled: immutable, asked from any thread. */
public final class PriceBook {

  private static final List<DatedPrices> NEVER_SOLD =
      List.of(new DatedPrices.Withdrawn(0, Instant.EPOCH));
  private static final PriceList NOTHING = PriceList.of(List.of());
  private static final int BOOK_BYTES = 500;
  private static final int SLAB_BYTES = 90;

  private final Audience audience;
  private final CurrencyUnit currency;
  private final List<Slab> slabs;
  private final Assortment assortment;

  /** A row for each version: first the highest of each product, in the order of the products. */
  private final PackedPrices packed;

  private final PriceVersions versions;

  /** From the second after this one the highest version of each product has started. */
  private final long lastStart;

  private final SellerRules rules;
  private final Pr17Tax.Taxes taxes;
  private final long bytes;

  private PriceBook(BookPrices prices, Assortments assortments) {
    List<BookPrices.ProductPrices> sorted =
        prices.products().stream()
            .sorted(Comparator.comparing(product -> product.terms().product()))
            .toList();
    List<List<DatedPrices>> dated = sorted.stream().map(PriceBook::highestFirst).toList();
    this.audience = prices.audience();
    this.currency = prices.currency();
    this.slabs = prices.slabs().stream().sorted(Comparator.comparingInt(Slab::number)).toList();
    Assortments.Found found =
        assortments.of(sorted.stream().map(BookPrices.ProductPrices::terms).toList());
    this.assortment = found.assortment();
    this.packed = PackedPrices.compile(slabs, rows(sorted, dated));
    this.versions = PriceVersions.of(dated);
    this.lastStart = versions.lastStart();
    this.rules = prices.rules();
    this.taxes = Pr17Tax.Taxes.of(rules.taxes());
    this.bytes =
        BOOK_BYTES
            + SLAB_BYTES * (long) slabs.size()
            + found.bytesAdded()
            + versions.bytes()
            + packed.bytes();
  }

  /** With products of its own. */
  public static PriceBook compile(BookPrices prices) {
    return compile(prices, new Assortments());
  }

  /**
   * @param shared with other books, so that many of them take less memory
   */
  public static PriceBook compile(BookPrices prices, Assortments shared) {
    return new PriceBook(prices, shared);
  }

  /** A product without versions is as one that was never sold. */
  private static List<DatedPrices> highestFirst(BookPrices.ProductPrices product) {
    return product.versions().isEmpty()
        ? NEVER_SOLD
        : product.versions().stream()
            .sorted(Comparator.comparingLong(DatedPrices::version).reversed())
            .toList();
  }

  private static List<PackedPrices.Row> rows(
      List<BookPrices.ProductPrices> products, List<List<DatedPrices>> versions) {
    List<PackedPrices.Row> highest = new ArrayList<>();
    List<PackedPrices.Row> others = new ArrayList<>();
    for (int product = 0; product < versions.size(); product++) {
      BookPrices.ProductPrices of = products.get(product);
      List<PackedPrices.Row> rows = highest;
      for (DatedPrices version : versions.get(product)) {
        rows.add(new PackedPrices.Row(of.terms(), of.status(), version));
        rows = others;
      }
    }
    highest.addAll(others);
    return highest;
  }

  /** About what it takes in memory, without what another book had before. */
  public long bytes() {
    return bytes;
  }

  public Audience audience() {
    return audience;
  }

  public CurrencyUnit currency() {
    return currency;
  }

  /** Of a product that is or was priced here; as the catalog had them when this was compiled. */
  public Optional<ProductTerms> terms(String product) {
    int number = assortment.find(product);
    return number == Assortment.UNKNOWN ? Optional.empty() : Optional.of(assortment.terms(number));
  }

  SellerRules rules() {
    return rules;
  }

  Pr17Tax.Taxes taxes() {
    return taxes;
  }

  List<Slab> slabs() {
    return slabs;
  }

  Assortment assortment() {
    return assortment;
  }

  PackedPrices packed() {
    return packed;
  }

  /**
   * domain.md PR-20: the row of the highest version that has started; {@link PriceVersions#NONE}
   * when withdrawn or none has.
   */
  int rowInForce(int product, Instant at) {
    int row = newestStarted(product, at);
    return row != PriceVersions.NONE && packed.isWithdrawn(row) ? PriceVersions.NONE : row;
  }

  private int newestStarted(int product, Instant at) {
    return at.getEpochSecond() > lastStart ? product : versions.newestStarted(product, at);
  }

  /** Of a row, without its cells. */
  PriceList list(int row) {
    return packed.hasMoreThanCells(row) ? versions.list(row) : NOTHING;
  }

  /** In the order of their names. */
  List<Product> products() {
    return IntStream.range(0, assortment.size())
        .mapToObj(number -> new Product(this, number))
        .toList();
  }

  @Nullable Product product(String name) {
    int number = assortment.find(name);
    return number == Assortment.UNKNOWN ? null : new Product(this, number);
  }

  int slabNumberAt(int place) {
    return place == Pr7Slabs.BASE ? Pr7Slabs.BASE : slabs.get(place - 1).number();
  }

  Money money(long minorUnits) {
    return Money.ofMinor(currency, minorUnits);
  }

  /** One product of a book. */
  record Product(PriceBook book, int number) {

    ProductTerms terms() {
      return book.assortment.terms(number);
    }

    TldStatus status() {
      return book.packed.status(number);
    }

    /** domain.md PR-20: the highest version that has started; null when withdrawn or none has. */
    @Nullable Version inForce(Instant at) {
      return version(book.rowInForce(number, at));
    }

    /** A withdrawal too; null when none has started. */
    @Nullable Version newestStarted(Instant at) {
      return version(book.newestStarted(number, at));
    }

    private @Nullable Version version(int row) {
      return row == PriceVersions.NONE ? null : new Version(book, row);
    }
  }

  /** One version of a product. */
  record Version(PriceBook book, int row) {

    /** Without its prices. */
    DatedPrices dated() {
      return book.versions.dated(row);
    }

    /** Without its cells; empty when withdrawn. */
    PriceList list() {
      return book.list(row);
    }

    /** The cells. */
    PriceTable table() {
      return new PriceTable(book.packed, row);
    }
  }
}
