package io.tierline.storefront.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.storefront.PriceAnswer;
import io.tierline.storefront.PriceCache;
import io.tierline.storefront.PriceCacheSettings;
import io.tierline.storefront.Purchase;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Without a broker: what a cache does with one is proved in the storefront module. */
class StorefrontAutoConfigurationTest {

  private static final SellerId SELLER = new SellerId(1002);

  /** Nobody listens there. */
  private static final String NOWHERE = "tierline.storefront.bootstrap-servers=localhost:1";

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(StorefrontAutoConfiguration.class));

  @Test
  void twoPropertiesGiveACache() {
    application
        .withPropertyValues(
            NOWHERE,
            "tierline.storefront.sellers=1002,1003",
            "tierline.storefront.stale-bound=5s",
            "tierline.storefront.consumer.security.protocol=PLAINTEXT")
        .run(
            context -> {
              assertThat(context).hasNotFailed().hasSingleBean(PriceCache.class);
              PriceCache cache = context.getBean(PriceCache.class);
              assertThat(cache.settings().sellers()).isEqualTo(Set.of(SELLER, new SellerId(1003)));
              assertThat(cache.settings().staleBound()).isEqualTo(Duration.ofSeconds(5));
              assertThat(cache.settings().consumerProperties())
                  .containsEntry("security.protocol", "PLAINTEXT");
            });
  }

  @Test
  @DisplayName("PR-16: without its broker the application starts, is down, and serves no price")
  void downWhileItCannotVouch() {
    application
        .withPropertyValues(NOWHERE, "tierline.storefront.sellers=1002")
        .run(
            context -> {
              PriceAnswer answer =
                  context
                      .getBean(PriceCache.class)
                      .priceFor(Purchase.of(SELLER, "com", ProductAction.RENEW, 1));
              assertThat(answer).isInstanceOf(PriceAnswer.Unvouched.class);
              Health health =
                  Objects.requireNonNull(context.getBean(HealthIndicator.class).health());
              assertThat(health.getStatus()).isEqualTo(Status.DOWN);
              assertThat(health.getDetails())
                  .containsEntry("seller 1002", "nothing seen yet")
                  .containsKey("reason");
            });
  }

  @Test
  void whatIsMissingOrWrongIsNamed() {
    application.run(
        context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("names the Kafka cluster")
                .hasMessageContaining("names the sellers"));
    application
        .withPropertyValues(NOWHERE, "tierline.storefront.sellers=me")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("is a seller id of 1 to 18 digits"));
    application
        .withPropertyValues(
            NOWHERE, "tierline.storefront.sellers=1002", "tierline.storefront.stale-bound=1ms")
        .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("stale"));
  }

  @Test
  void aCacheOfOnesOwnNeedsNoPropertiesAndIsWatchedAlike() {
    application
        .withBean(
            PriceCache.class,
            () -> PriceCache.connect(PriceCacheSettings.following("localhost:1", SELLER)))
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(PriceCache.class)
                    .hasBean("priceCacheHealthIndicator")
                    .hasSingleBean(PriceCacheMetrics.class));
  }

  @Test
  void itCanBeSwitchedOff() {
    application
        .withPropertyValues("tierline.storefront.enabled=false")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(PriceCache.class));
  }

  @Test
  void healthAndMetricsAreLeftOutWhereNobodyWantsThem() {
    application
        .withPropertyValues(NOWHERE, "tierline.storefront.sellers=1002")
        .withClassLoader(new FilteredClassLoader(HealthIndicator.class, MeterRegistry.class))
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(PriceCache.class)
                    .doesNotHaveBean("priceCacheHealthIndicator")
                    .doesNotHaveBean("priceCacheMetrics"));
  }

  @Test
  void aCustomizerHasTheLastWord() {
    application
        .withPropertyValues(NOWHERE, "tierline.storefront.sellers=1002")
        .withBean(
            PriceCacheCustomizer.class,
            () -> settings -> settings.withStaleBound(Duration.ofSeconds(9)))
        .run(
            context ->
                assertThat(context.getBean(PriceCache.class).settings().staleBound())
                    .isEqualTo(Duration.ofSeconds(9)));
  }

  @Test
  void readsAreCountedByOutcome() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    application
        .withPropertyValues(NOWHERE, "tierline.storefront.sellers=1002")
        .run(
            context -> {
              context.getBean(PriceCacheMetrics.class).bindTo(meters);
              PriceAnswer unused =
                  context
                      .getBean(PriceCache.class)
                      .priceFor(Purchase.of(SELLER, "com", ProductAction.RENEW, 1));

              assertThat(
                      meters
                          .get("tierline.storefront.reads")
                          .tag("outcome", "unvouched")
                          .functionCounter()
                          .count())
                  .isEqualTo(1);
              assertThat(
                      meters
                          .get("tierline.storefront.staleness")
                          .tag("seller", "1002")
                          .timeGauge()
                          .value())
                  .isNaN();
              assertThat(meters.get("tierline.storefront.commit.to.shown").timer().count())
                  .isZero();
            });
  }
}
