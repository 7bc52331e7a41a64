package io.tierline.pricing.engine;

import io.tierline.contracts.Audience;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** A seller's prices for one audience, compiled: immutable, asked from any thread. */
public final class PriceBook {

  private static final int BOOK_BYTES = 500;
  private static final int SLAB_BYTES = 90;

  private final Audience audience;
  private final CurrencyUnit currency;
  private final List<Slab> slabs;
  private final Assortment assortment;

  /** In the order of the {@link Rows}. */
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
    Rows rows = Rows.of(sorted);
    this.audience = prices.audience();
    this.currency = prices.currency();
    this.slabs = prices.slabs().stream().sorted(Comparator.comparingInt(Slab::number)).toList();
    Assortments.Found found =
        assortments.of(sorted.stream().map(BookPrices.ProductPrices::terms).toList());
    this.assortment = found.assortment();
    this.packed = PackedPrices.compile(slabs, rows.all());
    this.versions = PriceVersions.of(rows);
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
   * domain.md PR-20: the row of the highest version that has started; {@link Rows#NONE} when
   * withdrawn or none has.
   */
  int rowInForce(int product, Instant at) {
    int row = newestStarted(product, at);
    return row != Rows.NONE && packed.isWithdrawn(row) ? Rows.NONE : row;
  }

  private int newestStarted(int product, Instant at) {
    return at.getEpochSecond() > lastStart ? product : versions.newestStarted(product, at);
  }

  /** Of a row, without its cells. */
  PriceList list(int row) {
    return packed.hasMoreThanCells(row) ? versions.list(row) : PriceVersions.NOTHING;
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
      return row == Rows.NONE ? null : new Version(book, row);
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
