package io.tierline.localstack;

import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.storefront.PriceAnswer;
import io.tierline.storefront.PriceCacheSettings;
import io.tierline.storefront.PriceListener.Change;
import io.tierline.storefront.Purchase;
import io.tierline.storefront.shop.Shop;
import io.tierline.storefront.shop.ShopLanguage;
import io.tierline.storefront.shop.ShopSettings;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The reference shop of one seller, and when its prices changed last. */
final class StorefrontWindow implements AutoCloseable {

  private final Shop shop;
  private final AtomicReference<Instant> lastChange = new AtomicReference<>(Instant.EPOCH);

  private StorefrontWindow(Shop shop) {
    this.shop = shop;
    shop.prices().onChange(changes -> changes.forEach(this::noted));
  }

  private void noted(Change change) {
    if (change instanceof Change.OfProduct product && product.doubt() == null) {
      lastChange.set(product.visibleAt());
    }
  }

  static StorefrontWindow open(Story.Stage stage, String sellerId, String name) {
    SellerId seller = SellerId.of(sellerId);
    ShopSettings settings =
        ShopSettings.of(stage.kafka(), seller)
            .withName(name)
            .withLanguage(ShopLanguage.JAPANESE)
            .withPort(stage.addresses().storefront())
            .withPrices(
                PriceCacheSettings.following(stage.kafka(), seller)
                    .withBusinessClock(stage.clock()));
    try {
      return new StorefrontWindow(Shop.open(settings));
    } catch (IOException e) {
      throw new StartRefused("The storefront did not open: " + e.getMessage(), e);
    }
  }

  /** The per-year price a customer is shown for this tenure; empty while there is none. */
  Optional<String> perYear(String product, int years) {
    Purchase purchase = Purchase.of(shop.seller(), product, ProductAction.REGISTER, years);
    return shop.prices().priceFor(purchase) instanceof PriceAnswer.Priced priced
        ? Optional.of(priced.perYear().getAmount().toPlainString())
        : Optional.empty();
  }

  /** System time at which prices last changed before a visitor's eyes. */
  Instant lastChange() {
    return lastChange.get();
  }

  @Override
  public void close() {
    shop.close();
  }
}
