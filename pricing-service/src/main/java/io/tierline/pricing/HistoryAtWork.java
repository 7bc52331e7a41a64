package io.tierline.pricing;

import io.tierline.kit.tenancy.SellerScope;
import io.tierline.pricing.history.KeepHistory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
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

  private final KeepHistory keepHistory;
  private volatile @Nullable Thread looking;
  private volatile boolean failing;

  HistoryAtWork(KeepHistory keepHistory) {
    this.keepHistory = keepHistory;
  }

  @Override
  public void start() {
    look();
    looking = Thread.ofVirtual().name("database-history").start(this::keepLooking);
  }

  private void keepLooking() {
    try {
      while (true) {
        Thread.sleep(LOOK_EVERY);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Whatever is thrown, the next look comes: until a history has its name nothing is vouched for
   * over HTTP.
   */
  private void look() {
    try {
      SellerScope.inBackground(keepHistory::look);
      failing = false;
    } catch (Throwable e) {
      if (!failing) {
        LOG.warn("Which history the database tells cannot be found out at the moment", e);
      }
      failing = true;
    }
  }

  @Override
  public void stop() {
    Thread thread = looking;
    if (thread != null) {
      thread.interrupt();
      looking = null;
    }
  }

  @Override
  public boolean isRunning() {
    return looking != null;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
