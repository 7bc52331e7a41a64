package io.tierline.pricing.book.http;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.pricing.book.BookContent;
import io.tierline.pricing.book.ReadPriceBook.AsOf;
import io.tierline.pricing.engine.DatedPrices;
import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.engine.Slab;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A price book as its seller reads it.
 *
 * @param prices those in force at {@code at}
 * @param products the versions in force and the scheduled ones
 */
record PriceBookJson(
    Audience audience,
    String currency,
    long version,
    Instant at,
    List<SlabJson> slabs,
    List<PriceJson> prices,
    List<ProductJson> products) {

  record SlabJson(
      int number, @Nullable Money receiptsAtLeast, @Nullable Integer webServicesOrdersAtLeast) {

    static SlabJson of(Slab slab, CurrencyUnit currency) {
      Long receipts = slab.receiptsAtLeast();
      return new SlabJson(
          slab.number(),
          receipts == null ? null : Money.ofMinor(currency, receipts),
          slab.webServicesOrdersAtLeast());
    }
  }

  record PriceJson(String product, ProductAction action, int slab, int years, Money perYear) {

    static PriceJson of(String product, PriceCell cell, CurrencyUnit currency) {
      return new PriceJson(
          product,
          cell.action(),
          cell.slab(),
          cell.years(),
          Money.ofMinor(currency, cell.perYear()));
    }
  }

  /**
   * @param prices of a scheduled version; those in force stand in the book itself
   */
  record ProductJson(
      String product,
      long version,
      Instant effectiveFrom,
      boolean scheduled,
      boolean withdrawn,
      @Nullable List<PriceJson> prices) {}

  static PriceBookJson of(Audience audience, AsOf book) {
    BookContent content = book.content();
    CurrencyUnit currency = content.currency();
    List<PriceJson> prices = new ArrayList<>();
    List<ProductJson> products = new ArrayList<>();
    content
        .products()
        .forEach(
            (product, versions) ->
                versions.forEach(
                    version -> {
                      boolean scheduled = version.effectiveFrom().isAfter(book.at());
                      List<PriceJson> ofVersion = pricesOf(product, version, currency);
                      if (!scheduled) {
                        prices.addAll(ofVersion);
                      }
                      products.add(
                          new ProductJson(
                              product,
                              version.version(),
                              version.effectiveFrom(),
                              scheduled,
                              version instanceof DatedPrices.Withdrawn,
                              scheduled ? ofVersion : null));
                    }));
    return new PriceBookJson(
        audience,
        currency.getCode(),
        content.version(),
        book.at(),
        content.slabs().stream().map(slab -> SlabJson.of(slab, currency)).toList(),
        prices,
        products);
  }

  static List<PriceJson> pricesOf(String product, DatedPrices prices, CurrencyUnit currency) {
    return switch (prices) {
      case DatedPrices.Published published ->
          published.prices().cells().stream()
              .map(cell -> PriceJson.of(product, cell, currency))
              .toList();
      case DatedPrices.Withdrawn _ -> List.of();
    };
  }
}
