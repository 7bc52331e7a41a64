package io.tierline.storefront;

import io.tierline.contracts.SellerId;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What a {@link PriceCache} follows, and how old its prices may be.
 *
 * @param bootstrapServers of the Kafka cluster, {@code host:port,…}
 * @param sellers whose prices it holds; nobody else's enter its memory
 * @param staleBound B: a price is served at t only while everything committed before t − B has been
 *     seen. Must exceed the interval of watermarks and the clock skew between this machine and the
 *     pricing service's database
 * @param systemClock the time B is measured by; never the business clock
 * @param businessClock decides when a scheduled price takes effect
 * @param consumerProperties further Kafka consumer properties, e.g. for TLS and SASL
 */
public record PriceCacheSettings(
    String bootstrapServers,
    Set<SellerId> sellers,
    Duration staleBound,
    Clock systemClock,
    Clock businessClock,
    Map<String, Object> consumerProperties) {

  public static final Duration DEFAULT_STALE_BOUND = Duration.ofSeconds(2);

  public PriceCacheSettings {
    sellers = Set.copyOf(sellers);
    consumerProperties = Map.copyOf(consumerProperties);
    if (bootstrapServers.isBlank()) {
      throw new IllegalArgumentException(
          "A price cache needs the addresses of a Kafka cluster, e.g. localhost:9092");
    }
    if (sellers.isEmpty()) {
      throw new IllegalArgumentException("A price cache follows one seller or more, not none");
    }
    if (!staleBound.isPositive()) {
      throw new IllegalArgumentException(
          "The bound on staleness is a positive time such as PT2S, not " + staleBound);
    }
  }

  /** The usual settings: bound {@link #DEFAULT_STALE_BOUND}, the machine's clock for both times. */
  public static PriceCacheSettings following(String bootstrapServers, SellerId... sellers) {
    return new PriceCacheSettings(
        bootstrapServers,
        Set.of(sellers),
        DEFAULT_STALE_BOUND,
        Clock.systemUTC(),
        Clock.systemUTC(),
        Map.of());
  }

  public PriceCacheSettings withStaleBound(Duration bound) {
    return new PriceCacheSettings(
        bootstrapServers, sellers, bound, systemClock, businessClock, consumerProperties);
  }

  public PriceCacheSettings withSystemClock(Clock clock) {
    return new PriceCacheSettings(
        bootstrapServers, sellers, staleBound, clock, businessClock, consumerProperties);
  }

  public PriceCacheSettings withBusinessClock(Clock clock) {
    return new PriceCacheSettings(
        bootstrapServers, sellers, staleBound, systemClock, clock, consumerProperties);
  }

  public PriceCacheSettings withConsumerProperties(Map<String, Object> properties) {
    return new PriceCacheSettings(
        bootstrapServers, sellers, staleBound, systemClock, businessClock, properties);
  }
}
