package io.tierline.pricing.book.http;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.Promo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A lower price for a while (domain.md PR-6), as a seller reads it; it can be sent back as it is.
 *
 * @param from included
 * @param until excluded
 */
record PromoJson(
    @Schema(example = "7c9e6679-7425-40de-944b-e07fc1f90ae7") UUID id,
    String name,
    List<String> products,
    List<ProductAction> actions,
    Money perYear,
    Instant from,
    Instant until) {

  /** Once for all products that have it. */
  static List<PromoJson> of(Map<String, List<Promo>> promos, CurrencyUnit currency) {
    Map<Promo, List<String>> products = new LinkedHashMap<>();
    promos.forEach(
        (product, ofProduct) ->
            ofProduct.forEach(
                promo -> products.computeIfAbsent(promo, _ -> new ArrayList<>()).add(product)));
    List<PromoJson> read = new ArrayList<>();
    products.forEach(
        (promo, of) ->
            read.add(
                new PromoJson(
                    promo.id(),
                    promo.name(),
                    of,
                    promo.actions().stream().sorted().toList(),
                    Money.ofMinor(currency, promo.perYear()),
                    promo.start(),
                    promo.end())));
    return read;
  }
}
