package io.tierline.storefront;

import static io.tierline.storefront.PriceLists.SELLER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tierline.contracts.ProductAction;
import io.tierline.storefront.PriceAnswer.Priced;
import io.tierline.storefront.PriceAnswer.Unvouched;
import io.tierline.testsupport.EmbeddedBroker;
import io.tierline.testsupport.Ports;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("servers")
class BrokerOutageTest {

  private static final Duration BOUND = Duration.ofSeconds(1);

  @Test
  @DisplayName("PR-16: without its broker a cache serves nothing; with it again, the new price")
  void survivesItsBroker(@TempDir Path folder) {
    int port = Ports.free();
    PriceCache cache;
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, port);
        PriceTopic topic = PriceTopic.create(broker.bootstrapServers())) {
      cache =
          PriceCache.connect(
              PriceCacheSettings.following(broker.bootstrapServers(), SELLER)
                  .withStaleBound(BOUND));
      topic.publish(PriceLists.of("com").renewingAt("15.00").version(1).published());
      awaitVersion(cache, topic, 1);
    }
    await().until(() -> renewal(cache) instanceof Unvouched);

    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, port);
        PriceTopic topic = PriceTopic.of(broker.bootstrapServers())) {
      topic.publish(PriceLists.of("com").renewingAt("14.00").version(2).published());
      assertThat(awaitVersion(cache, topic, 2)).extracting("price.total").hasToString("USD 14.00");
    } finally {
      cache.close();
    }
  }

  /** The answer that has it: the next one may come too late for the bound. */
  private static PriceAnswer awaitVersion(PriceCache cache, PriceTopic topic, long version) {
    return await()
        .until(
            () -> {
              topic.everythingIsSentUpTo(Clock.systemUTC().instant());
              return renewal(cache);
            },
            answer -> answer instanceof Priced priced && priced.priceVersion() == version);
  }

  private static PriceAnswer renewal(PriceCache cache) {
    return cache.priceFor(Purchase.of(SELLER, "com", ProductAction.RENEW, 1));
  }
}
