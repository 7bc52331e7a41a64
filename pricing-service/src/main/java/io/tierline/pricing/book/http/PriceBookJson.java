package io.tierline.pricing.book.http;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.pricing.book.BookContent;
import io.tierline.pricing.book.ReadPriceBook.AsOf;
import io.tierline.pricing.engine.DatedPrices;
import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.engine.Promo;
import io.tierline.pricing.engine.Slab;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A price book as its seller reads it.
 *
 * @param prices those in force at {@code at}
 * @param promos those of the prices in force, also when they have not begun
 * @param applicationFees asked once in a TLD's sunrise
 * @param products the versions in force and the scheduled ones
 */
record PriceBookJson(
    Audience audience,
    String currency,
    long version,
    Instant at,
    List<SlabJson> slabs,
    List<PriceJson> prices,
    List<PromoJson> promos,
    List<FeeJson> applicationFees,
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

  record FeeJson(String product, Money amount) {

    static List<FeeJson> of(String product, DatedPrices prices, CurrencyUnit currency) {
      Long fee =
          prices instanceof DatedPrices.Published published
              ? published.prices().applicationFee()
              : null;
      return fee == null ? List.of() : List.of(new FeeJson(product, Money.ofMinor(currency, fee)));
    }
  }

  /**
   * @param prices of a scheduled version, as {@code promos} and {@code applicationFee}; those in
   *     force stand in the book itself
   */
  record ProductJson(
      String product,
      long version,
      Instant effectiveFrom,
      boolean scheduled,
      boolean withdrawn,
      @Nullable List<PriceJson> prices,
      @Nullable List<PromoJson> promos,
      @Nullable Money applicationFee) {

    private static ProductJson of(
        String product, DatedPrices version, CurrencyUnit currency, Instant at) {
      boolean scheduled = version.effectiveFrom().isAfter(at);
      return new ProductJson(
          product,
          version.version(),
          version.effectiveFrom(),
          scheduled,
          version instanceof DatedPrices.Withdrawn,
          scheduled ? pricesOf(product, version, currency) : null,
          scheduled ? PromoJson.of(Map.of(product, promosOf(version)), currency) : null,
          scheduled ? feeOf(product, version, currency) : null);
    }
  }

  static PriceBookJson of(Audience audience, AsOf book) {
    BookContent content = book.content();
    CurrencyUnit currency = content.currency();
    List<PriceJson> prices = new ArrayList<>();
    Map<String, List<Promo>> promos = new LinkedHashMap<>();
    List<FeeJson> fees = new ArrayList<>();
    List<ProductJson> products = new ArrayList<>();
    content
        .products()
        .forEach(
            (product, versions) ->
                versions.forEach(
                    version -> {
                      if (!version.effectiveFrom().isAfter(book.at())) {
                        prices.addAll(pricesOf(product, version, currency));
                        promos.put(product, promosOf(version));
                        fees.addAll(FeeJson.of(product, version, currency));
                      }
                      products.add(ProductJson.of(product, version, currency, book.at()));
                    }));
    return new PriceBookJson(
        audience,
        currency.getCode(),
        content.version(),
        book.at(),
        content.slabs().stream().map(slab -> SlabJson.of(slab, currency)).toList(),
        prices,
        PromoJson.of(promos, currency),
        fees,
        products);
  }

  static List<Promo> promosOf(DatedPrices prices) {
    return switch (prices) {
      case DatedPrices.Published published -> published.prices().promos();
      case DatedPrices.Withdrawn _ -> List.of();
    };
  }

  static @Nullable Money feeOf(String product, DatedPrices prices, CurrencyUnit currency) {
    return FeeJson.of(product, prices, currency).stream()
        .findFirst()
        .map(FeeJson::amount)
        .orElse(null);
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
