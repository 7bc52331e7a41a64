package io.tierline.pricing.engine;

import io.tierline.contracts.ProductAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * domain.md PR-4: what buyers are shown leaves multi-year rows out when every tenure has the same
 * per-year price; buying several years still works.
 */
public final class Pr4BuyersView {

  private Pr4BuyersView() {}

  /**
   * @param total what the tenure costs
   */
  public record Row(ProductAction action, int slab, int years, Money perYear, Money total) {}

  /**
   * A lower price for a while, from {@code from} (included) until {@code until} (excluded).
   *
   * @param years the years it covers: the product's shortest tenure; further ones cost the usual
   *     price (domain.md PR-6)
   */
  public record PromoRow(
      UUID id,
      String name,
      List<ProductAction> actions,
      int years,
      Money perYear,
      Instant from,
      Instant until) {
    public PromoRow {
      actions = List.copyOf(actions);
    }
  }

  /**
   * @param status never one that is not sold
   * @param effectiveFrom since when these prices are in force
   * @param promos those that run, and those to come
   * @param applicationFee once, on a registration now; null when the TLD is in no sunrise, or its
   *     registry asks none (domain.md PR-13)
   */
  public record ProductRows(
      String product,
      TldStatus status,
      long priceVersion,
      Instant effectiveFrom,
      int minYears,
      int maxYears,
      List<Row> rows,
      List<PromoRow> promos,
      @Nullable Money applicationFee) {
    public ProductRows {
      rows = List.copyOf(rows);
      promos = List.copyOf(promos);
    }
  }

  /**
   * Which products are wanted.
   *
   * @param search null for all
   * @param after the product behind which to start, in their order; empty for the first
   */
  public record Wanted(@Nullable ProductSearch search, String after, int limit) {

    public static Wanted all(String after, int limit) {
      return new Wanted(null, after, limit);
    }
  }

  /**
   * The products that are sold and have a price in force.
   *
   * @param refusals what cannot be searched for; a name that nothing has is only not found
   */
  public static List<ProductRows> rows(
      PriceBook book, Instant at, Wanted wanted, Consumer<PriceRefusal> refusals) {
    Predicate<String> found = found(book, wanted.search(), refusals);
    return book.products().stream()
        .filter(product -> product.terms().product().compareTo(wanted.after()) > 0)
        .filter(product -> product.status() != TldStatus.DO_NOT_SELL)
        .filter(product -> found.test(product.terms().product()))
        .flatMap(product -> rows(book, product, at).stream())
        .limit(wanted.limit())
        .toList();
  }

  /** Since when the view is what it is, though nobody changes anything. */
  public static Instant inForceSince(PriceBook book, Instant at) {
    return book.products().stream()
        .flatMap(product -> Stream.concat(newestStarted(product, at), sunrise(product)))
        .filter(moment -> !moment.isAfter(at))
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  /** Its start, also of a withdrawal, and the ends of its promos: one that is over is not shown. */
  private static Stream<Instant> newestStarted(PriceBook.Product product, Instant at) {
    PriceBook.Version version = product.newestStarted(at);
    return version == null
        ? Stream.empty()
        : Stream.concat(
            Stream.of(version.dated().effectiveFrom()),
            version.list().promos().stream().map(Promo::end));
  }

  private static Stream<Instant> sunrise(PriceBook.Product product) {
    Sunrise sunrise = product.terms().sunrise();
    return sunrise == null ? Stream.empty() : Stream.of(sunrise.start(), sunrise.end());
  }

  private static Predicate<String> found(
      PriceBook book, @Nullable ProductSearch search, Consumer<PriceRefusal> refusals) {
    if (search == null) {
      return _ -> true;
    }
    return search
            .in(
                book.products().stream().map(PriceBook.Product::terms).toList(),
                refusal -> {
                  if (!refusal.code().equals(PriceRefusal.NOTHING_FOUND)) {
                    refusals.accept(refusal);
                  }
                })
            .stream()
            .map(ProductTerms::product)
            .collect(Collectors.toSet())
        ::contains;
  }

  private static Optional<ProductRows> rows(PriceBook book, PriceBook.Product product, Instant at) {
    PriceBook.Version version = product.inForce(at);
    if (version == null) {
      return Optional.empty();
    }
    ProductTerms terms = product.terms();
    Shown shown = new Shown(book, terms, version.table());
    List<Row> rows = new ArrayList<>();
    for (ProductAction action : ProductAction.values()) {
      for (int place = Pr7Slabs.BASE; place <= book.slabs().size(); place++) {
        rows.addAll(withoutRepetition(shown.everyTenure(action, place)));
      }
    }
    return Optional.of(
        new ProductRows(
            terms.product(),
            product.status(),
            version.dated().version(),
            version.dated().effectiveFrom(),
            terms.minYears(),
            terms.maxYears(),
            rows,
            shown.promos(version.list(), at),
            shown.fee(version.list(), at)));
  }

  private record Shown(PriceBook book, ProductTerms terms, PriceTable table) {

    /** A slab without prices of its own shows none: the one below counts. */
    List<Row> everyTenure(ProductAction action, int place) {
      List<Row> rows = new ArrayList<>();
      for (int years = terms.shortestTenure(action);
          years <= terms.longestTenure(action);
          years++) {
        PriceTable.Found found = table.find(action, place, years);
        if (found != null && found.place() == place) {
          rows.add(
              new Row(
                  action,
                  book.slabNumberAt(place),
                  years,
                  book.money(found.perYear()),
                  book.money(Pr2PerYear.total(found.perYear(), years))));
        }
      }
      return rows;
    }

    List<PromoRow> promos(PriceList list, Instant at) {
      return list.promos().stream()
          .filter(promo -> promo.end().isAfter(at))
          .sorted(Comparator.comparing(Promo::start).thenComparing(Promo::id))
          .map(
              promo ->
                  new PromoRow(
                      promo.id(),
                      promo.name(),
                      promo.actions().stream().sorted().toList(),
                      terms.minYears(),
                      book.money(promo.perYear()),
                      promo.start(),
                      promo.end()))
          .toList();
    }

    @Nullable Money fee(PriceList list, Instant at) {
      Long fee = list.applicationFee();
      return fee == null || !terms.chargesApplicationFee(at) ? null : book.money(fee);
    }
  }

  private static List<Row> withoutRepetition(List<Row> tenures) {
    boolean allTheSame = tenures.stream().map(Row::perYear).distinct().limit(2).count() == 1;
    return allTheSame ? tenures.subList(0, 1) : tenures;
  }
}
