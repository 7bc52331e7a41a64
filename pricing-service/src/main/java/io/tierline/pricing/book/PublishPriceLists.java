package io.tierline.pricing.book;

import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.contracts.pricing.PriceListEvent.Cell;
import io.tierline.contracts.pricing.PriceListEvent.ChangeSet;
import io.tierline.contracts.pricing.PriceListEvent.PriceListPublished;
import io.tierline.contracts.pricing.PriceListEvent.PriceListWithdrawn;
import io.tierline.pricing.book.PriceChange.ProductVersion;
import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.catalog.ProductKinds;
import io.tierline.pricing.engine.DatedPrices;
import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.engine.PriceList;
import io.tierline.pricing.engine.ProductTerms;
import io.tierline.pricing.engine.Promo;
import io.tierline.pricing.engine.Slab;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Puts changes on the bus in their order. Runs in the caller's transaction on a locked book. */
final class PublishPriceLists {

  /** The same whether a change was just decided or has been read again. */
  private static final Comparator<PriceCell> AS_TOLD =
      Comparator.comparing((PriceCell cell) -> cell.action().name())
          .thenComparingInt(PriceCell::slab)
          .thenComparingInt(PriceCell::years);

  private final PriceBooks books;
  private final Catalog catalog;
  private final PriceListEvents events;

  PublishPriceLists(PriceBooks books, Catalog catalog, PriceListEvents events) {
    this.books = books;
    this.catalog = catalog;
    this.events = events;
  }

  /** What waits and starts by then. */
  void publishDue(BookKey book, CurrencyUnit currency, Instant startsUntil, Instant now) {
    append(book, currency, DueVersions.of(books.due(book, startsUntil), startsUntil));
    books.markPublished(book, startsUntil, now);
  }

  /** Versions of a book as they were recorded. */
  void append(BookKey book, CurrencyUnit currency, DueVersions versions) {
    Map<String, ProductTerms> terms = TermsOf.products(catalog, versions.products());
    books
        .changes(book, versions.productsOfChange())
        .forEach(change -> versions.partsOf(change).forEach(part -> append(part, currency, terms)));
  }

  /**
   * A change of which all goes out.
   *
   * @param terms of its products at least
   */
  void append(PriceChange change, CurrencyUnit currency, Map<String, ProductTerms> terms) {
    events.append(
        change.products().stream()
            .map(
                product ->
                    event(change, product, currency, TermsOf.known(terms, product.product())))
            .toList());
  }

  private static PriceListEvent event(
      PriceChange change, ProductVersion product, CurrencyUnit currency, ProductTerms terms) {
    ChangeSet changeSet = new ChangeSet(change.changeSetId().toString(), change.products().size());
    return switch (product.prices()) {
      case DatedPrices.Published published ->
          new PriceListPublished(
              change.book().seller(),
              change.book().audience(),
              product.product(),
              ProductKinds.told(terms.kind()),
              published.version(),
              changeSet,
              currency.getCode(),
              terms.minYears(),
              terms.maxYears(),
              change.slabs().slabs().stream()
                  .sorted(Comparator.comparingInt(Slab::number))
                  .map(slab -> slab(slab, currency))
                  .toList(),
              published.prices().cells().stream()
                  .sorted(AS_TOLD)
                  .map(
                      cell ->
                          new Cell(
                              cell.action(),
                              cell.slab(),
                              cell.years(),
                              Money.ofMinor(currency, cell.perYear())))
                  .toList(),
              published.prices().promos().stream()
                  .filter(promo -> promo.end().isAfter(published.effectiveFrom()))
                  .sorted(Comparator.comparing(Promo::start).thenComparing(Promo::id))
                  .map(promo -> promo(promo, currency))
                  .toList(),
              fee(published.prices(), currency),
              published.effectiveFrom(),
              change.author().at());
      case DatedPrices.Withdrawn withdrawn ->
          new PriceListWithdrawn(
              change.book().seller(),
              change.book().audience(),
              product.product(),
              withdrawn.version(),
              changeSet,
              withdrawn.effectiveFrom(),
              change.author().at());
    };
  }

  private static PriceListEvent.Promo promo(Promo promo, CurrencyUnit currency) {
    return new PriceListEvent.Promo(
        promo.id().toString(),
        promo.name(),
        promo.actions().stream().sorted().toList(),
        Money.ofMinor(currency, promo.perYear()),
        promo.start(),
        promo.end());
  }

  private static @Nullable Money fee(PriceList prices, CurrencyUnit currency) {
    Long fee = prices.applicationFee();
    return fee == null ? null : Money.ofMinor(currency, fee);
  }

  private static PriceListEvent.Slab slab(Slab slab, CurrencyUnit currency) {
    Long receipts = slab.receiptsAtLeast();
    return new PriceListEvent.Slab(
        slab.number(),
        receipts == null ? null : Money.ofMinor(currency, receipts),
        slab.webServicesOrdersAtLeast());
  }
}
