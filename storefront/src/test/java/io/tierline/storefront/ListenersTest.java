package io.tierline.storefront;

import static io.tierline.storefront.PriceLists.NOON;
import static io.tierline.storefront.PriceLists.SELLER;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.storefront.PriceListener.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ListenersTest {

  private static final Duration SLOW = Duration.ofMillis(500);
  private static final List<Change> CHANGES = List.of(new Change.OfSeller(SELLER, null, NOON));

  private final AtomicLong nanos = new AtomicLong();
  private final PriceCacheCounters counters = new PriceCacheCounters();
  private final Listeners listeners = new Listeners(SLOW, nanos::get, counters);
  private final List<Change> heard = new ArrayList<>();

  @Test
  @DisplayName("PR-16: whatever a listener throws, the others are told and prices are followed")
  void whatOneThrowsHarmsNobody() {
    List<Throwable> thrown =
        List.of(
            new IllegalStateException("broken"),
            new NoClassDefFoundError("a class of another version"),
            new StackOverflowError());
    for (Throwable each : thrown) {
      listeners.add(
          _ -> {
            switch (each) {
              case RuntimeException e -> throw e;
              case Error e -> throw e;
              default -> throw new AssertionError(each);
            }
          });
    }
    listeners.add(heard::addAll);

    listeners.tell(CHANGES);

    assertThat(heard).isEqualTo(CHANGES);
    assertThat(counters.listenersFailed()).isEqualTo(3);
    assertThat(counters.listenersSlow()).isZero();
  }

  @Test
  void aSlowOneIsCounted() {
    listeners.add(_ -> nanos.addAndGet(SLOW.toNanos()));
    listeners.tell(CHANGES);
    assertThat(counters.listenersSlow()).isZero();

    listeners.add(_ -> nanos.addAndGet(SLOW.toNanos() + 1));
    listeners.tell(CHANGES);
    assertThat(counters.listenersSlow()).isEqualTo(1);
  }
}
