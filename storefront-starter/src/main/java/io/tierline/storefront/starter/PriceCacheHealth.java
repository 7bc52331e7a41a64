package io.tierline.storefront.starter;

import io.tierline.contracts.SellerId;
import io.tierline.storefront.PriceCache;
import java.util.Comparator;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down while the cache cannot vouch for the prices of one of its sellers. An instance that is down
 * shows no wrong price: whether it should be taken out of service depends on what the shop does
 * without prices.
 */
final class PriceCacheHealth implements HealthIndicator {

  private final PriceCache cache;

  PriceCacheHealth(PriceCache cache) {
    this.cache = cache;
  }

  @Override
  public Health health() {
    List<SellerId> sellers =
        cache.settings().sellers().stream()
            .sorted(Comparator.comparingLong(SellerId::value))
            .toList();
    List<SellerId> unvouched = sellers.stream().filter(seller -> !cache.isFresh(seller)).toList();
    Health.Builder health = unvouched.isEmpty() ? Health.up() : Health.down();
    health.withDetail("staleBound", cache.settings().staleBound().toString());
    for (SellerId seller : sellers) {
      health.withDetail(
          "seller " + seller,
          cache.freshAsOf(seller).map(time -> "fresh as of " + time).orElse("nothing seen yet"));
    }
    if (!unvouched.isEmpty()) {
      health.withDetail(
          "reason",
          "Prices of %s are not vouched for: the pricing service or Kafka has not been heard from within the bound."
              .formatted(unvouched));
    }
    return health.build();
  }
}
