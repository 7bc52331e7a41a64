package io.tierline.storefront.starter;

import io.micrometer.core.instrument.MeterRegistry;
import io.tierline.storefront.PriceCache;
import io.tierline.storefront.PriceCacheSettings;
import io.tierline.storefront.PriceListener;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A {@link PriceCache} for the application, connected and closed with it. {@code
 * tierline.storefront.enabled=false} switches it off.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "tierline.storefront.enabled", matchIfMissing = true)
class StorefrontAutoConfiguration {

  /** Whoever has a cache of their own needs none of its properties. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnMissingBean(PriceCache.class)
  @EnableConfigurationProperties(StorefrontProperties.class)
  static class Connected {

    /** Does not wait for prices: until they are there it answers that it cannot vouch for any. */
    @Bean(destroyMethod = "close")
    PriceCache priceCache(
        StorefrontProperties properties,
        ObjectProvider<PriceCacheCustomizer> customizers,
        ObjectProvider<PriceListener> listeners) {
      PriceCacheSettings settings = properties.settings();
      for (PriceCacheCustomizer customizer : customizers.orderedStream().toList()) {
        settings = customizer.customize(settings);
      }
      PriceCache cache = PriceCache.connect(settings);
      listeners.orderedStream().forEach(cache::onChange);
      return cache;
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(HealthIndicator.class)
  static class Health {

    @Bean
    @ConditionalOnMissingBean(name = "priceCacheHealthIndicator")
    HealthIndicator priceCacheHealthIndicator(PriceCache cache) {
      return new PriceCacheHealth(cache);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterRegistry.class)
  static class Metrics {

    @Bean
    @ConditionalOnMissingBean
    PriceCacheMetrics priceCacheMetrics(PriceCache cache) {
      return new PriceCacheMetrics(cache);
    }
  }
}
