package io.tierline.pricing.engine;

import io.tierline.contracts.Audience;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** A seller's prices for one audience, compiled: immutable, asked from any thread. */
public final class PriceBook {

  private static final PriceList NOTHING = PriceList.of(List.of());
  private static final int VERSION_BYTES = 400;
  private static final int PROMO_BYTES = 300;

  private final Audience audience;
  private final CurrencyUnit currency;
  private final List<Slab> slabs;
  private final SequencedMap<String, Product> products;
  private final SellerRules rules;
  private final long bytes;

  private PriceBook(
      Audience audience,
      CurrencyUnit currency,
      List<Slab> slabs,
      SequencedMap<String, Product> products,
      SellerRules rules) {
    this.audience = audience;
    this.currency = currency;
    this.slabs = slabs;
    this.products = products;
    this.rules = rules;
    this.bytes =
        products.values().stream()
            .flatMap(product -> product.versions().stream())
            .mapToLong(Version::bytes)
            .sum();
  }

  public static PriceBook compile(BookPrices prices) {
    List<Slab> slabs =
        prices.slabs().stream().sorted(Comparator.comparingInt(Slab::number)).toList();
    TreeMap<String, Product> products = new TreeMap<>();
    for (BookPrices.ProductPrices product : prices.products()) {
      List<Version> versions = new ArrayList<>();
      for (DatedPrices dated : product.versions()) {
        versions.add(Version.compile(slabs, dated));
      }
      versions.sort(
          Comparator.comparingLong((Version version) -> version.dated().version()).reversed());
      products.put(
          product.terms().product(),
          new Product(product.terms(), product.status(), List.copyOf(versions)));
    }
    return new PriceBook(
        prices.audience(),
        prices.currency(),
        slabs,
        Collections.unmodifiableSequencedMap(new LinkedHashMap<>(products)),
        prices.rules());
  }

  /** About what it takes in memory. */
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
    return Optional.ofNullable(products.get(product)).map(Product::terms);
  }

  SellerRules rules() {
    return rules;
  }

  List<Slab> slabs() {
    return slabs;
  }

  Map<String, Product> products() {
    return products;
  }

  @Nullable Product product(String name) {
    return products.get(name);
  }

  int slabNumberAt(int place) {
    return place == Pr7Slabs.BASE ? Pr7Slabs.BASE : slabs.get(place - 1).number();
  }

  Money money(long minorUnits) {
    return Money.ofMinor(currency, minorUnits);
  }

  /**
   * @param versions highest first
   */
  record Product(ProductTerms terms, TldStatus status, List<Version> versions) {

    /** domain.md PR-20: the highest version that has started; null when withdrawn or none has. */
    @Nullable Version inForce(Instant at) {
      Version newest = newestStarted(at);
      return newest != null && newest.dated() instanceof DatedPrices.Published ? newest : null;
    }

    /** A withdrawal too; null when none has started. */
    @Nullable Version newestStarted(Instant at) {
      for (Version version : versions) {
        if (!version.dated().effectiveFrom().isAfter(at)) {
          return version;
        }
      }
      return null;
    }
  }

  /**
   * @param dated without its cells
   * @param list the same; empty when withdrawn
   * @param table the cells
   */
  record Version(DatedPrices dated, PriceList list, PriceTable table) {

    private static Version compile(List<Slab> slabs, DatedPrices dated) {
      return switch (dated) {
        case DatedPrices.Published(long version, Instant effectiveFrom, PriceList prices) -> {
          PriceList withoutCells = prices.withCells(List.of());
          yield new Version(
              new DatedPrices.Published(version, effectiveFrom, withoutCells),
              withoutCells,
              PriceTable.compile(slabs, prices.cells()));
        }
        case DatedPrices.Withdrawn withdrawn ->
            new Version(withdrawn, NOTHING, PriceTable.compile(slabs, List.of()));
      };
    }

    private int bytes() {
      return table.bytes() + list.promos().size() * PROMO_BYTES + VERSION_BYTES;
    }
  }
}
