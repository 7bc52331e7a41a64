package io.tierline.pricing;

import io.tierline.kit.tenancy.SellerScope;
import io.tierline.pricing.history.KeepHistory;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks once a second which history the database tells; for the first time before anybody can ask
 * for something.
 */
@Component
class HistoryAtWork implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(HistoryAtWork.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** Below the phases of web servers and listener containers. */
  private static final int PHASE = Integer.MAX_VALUE - 8192;

  private final RepeatedLook look;

  HistoryAtWork(KeepHistory keepHistory) {
    // Until a history has its name nothing is vouched for over HTTP: whatever is thrown, the next
    // look comes.
    this.look =
        new RepeatedLook(
            "database-history",
            LOOK_EVERY,
            () -> SellerScope.inBackground(keepHistory::look),
            e -> LOG.warn("Which history the database tells cannot be found out at the moment", e));
  }

  @Override
  public void start() {
    look.start();
  }

  @Override
  public void stop() {
    look.stop();
  }

  @Override
  public boolean isRunning() {
    return look.isRunning();
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
