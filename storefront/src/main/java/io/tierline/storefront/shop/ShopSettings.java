package io.tierline.storefront.shop;

import io.tierline.contracts.SellerId;
import io.tierline.storefront.PriceCacheSettings;

/**
 * @param seller whose customers are served
 * @param name what the shop calls itself
 * @param language of its pages when the visitor's browser asks for none it knows
 * @param port of the loopback address to listen on; 0 for any free one
 * @param prices where prices come from; must follow the seller
 */
public record ShopSettings(
    SellerId seller, String name, ShopLanguage language, int port, PriceCacheSettings prices) {

  public ShopSettings {
    if (!prices.sellers().contains(seller)) {
      throw new IllegalArgumentException(
          "A shop of seller %s cannot live on the prices of %s"
              .formatted(seller, prices.sellers()));
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("A port is between 0 and 65535, not " + port);
    }
  }

  /** A shop on any free port that follows nothing but its seller's prices. */
  public static ShopSettings of(String bootstrapServers, SellerId seller) {
    return new ShopSettings(
        seller,
        "Domains",
        ShopLanguage.ENGLISH,
        0,
        PriceCacheSettings.following(bootstrapServers, seller));
  }

  public ShopSettings withName(String name) {
    return new ShopSettings(seller, name, language, port, prices);
  }

  public ShopSettings withLanguage(ShopLanguage language) {
    return new ShopSettings(seller, name, language, port, prices);
  }

  public ShopSettings withPort(int port) {
    return new ShopSettings(seller, name, language, port, prices);
  }

  public ShopSettings withPrices(PriceCacheSettings prices) {
    return new ShopSettings(seller, name, language, port, prices);
  }
}
