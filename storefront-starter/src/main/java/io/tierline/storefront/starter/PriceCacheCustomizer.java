package io.tierline.storefront.starter;

import io.tierline.storefront.PriceCacheSettings;

/**
 * Has the last word on how the application's price cache is connected; a bean of this type is found
 * by itself. For what no property says, such as a business clock in a test.
 */
@FunctionalInterface
public interface PriceCacheCustomizer {

  PriceCacheSettings customize(PriceCacheSettings settings);
}
