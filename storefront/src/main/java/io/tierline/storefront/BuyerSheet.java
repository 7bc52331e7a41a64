package io.tierline.storefront;

import io.tierline.contracts.pricing.SpecificPriceEvent.Price;
import io.tierline.contracts.pricing.SpecificPriceEvent.SpecificPricesPublished;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Everything a seller fixed for one buyer (domain.md PR-5). */
final class BuyerSheet {

  private final Map<String, FixedPrices> products;

  private BuyerSheet(Map<String, FixedPrices> products) {
    this.products = products;
  }

  /**
   * @throws ArithmeticException for amounts that no purchase could be computed from
   */
  static BuyerSheet of(SpecificPricesPublished published) {
    Map<String, List<Price>> byProduct =
        published.prices().stream().collect(Collectors.groupingBy(Price::product));
    Map<String, FixedPrices> products = new HashMap<>();
    byProduct.forEach((product, prices) -> products.put(product, new FixedPrices(prices)));
    return new BuyerSheet(products);
  }

  /** Null when nothing is fixed of this product. */
  @Nullable FixedPrices of(String product) {
    return products.get(product);
  }
}
