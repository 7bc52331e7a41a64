package io.tierline.storefront;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.pricing.SpecificPriceEvent.Price;
import io.tierline.contracts.pricing.SpecificPriceEvent.SpecificPricesPublished;
import io.tierline.storefront.FixedPrices.Counting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything a seller fixed for one buyer (domain.md PR-5). */
final class BuyerSheet {

  private static final int ACTIONS = ProductAction.values().length;

  private final ProductPlaces places;
  private final @Nullable FixedPrices[] fixed;

  /** What counted last, by place and action; see {@link Offer} why no thread minds another. */
  private final @Nullable Counting[] counted;

  private BuyerSheet(Map<String, FixedPrices> products) {
    this.places = ProductPlaces.of(products.keySet());
    this.fixed = new @Nullable FixedPrices[places.count()];
    this.counted = new @Nullable Counting[places.count() * ACTIONS];
    products.forEach((product, prices) -> fixed[places.placeOf(product)] = prices);
  }

  /**
   * @throws ArithmeticException for amounts that no purchase could be computed from
   */
  static BuyerSheet of(SpecificPricesPublished published) {
    Map<String, List<Price>> byProduct =
        published.prices().stream().collect(Collectors.groupingBy(Price::product));
    return new BuyerSheet(
        byProduct.entrySet().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, entry -> new FixedPrices(entry.getValue()))));
  }

  /** Null when nothing is fixed of this product. */
  @Nullable FixedPrices of(String product) {
    int place = places.placeOf(product);
    return place == ProductPlaces.NONE ? null : fixed[place];
  }

  /**
   * What counts for a purchase; null when its milliseconds do not decide that.
   *
   * @param now the moment; null when only its milliseconds are known
   */
  @Nullable Counting counting(
      Purchase purchase, Offer offer, long millis, @Nullable OneMoment now) {
    int place = places.placeOf(purchase);
    if (place == ProductPlaces.NONE) {
      return Counting.NOTHING;
    }
    int slot = place * ACTIONS + purchase.action().ordinal();
    Counting known = counted[slot];
    if (known != null && known.surelyCounts(offer, millis)) {
      return known;
    }
    FixedPrices prices = fixed[place];
    if (prices == null) {
      return Counting.NOTHING;
    }
    Counting found =
        prices.exactlyAt(
            purchase.action(), offer, now == null ? Instant.ofEpochMilli(millis) : now.exact());
    counted[slot] = found;
    return now != null || found.surelyCounts(offer, millis) ? found : null;
  }
}
