package io.tierline.pricing;

import io.tierline.pricing.feed.LiveFeeds;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks for what streams are to be told, for as long as the service runs. Stops before the web
 * server does, so that no stream holds it up.
 */
@Component
class FeedsAtWork implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(FeedsAtWork.class);

  private final LiveFeeds feeds;
  private final Duration pollEvery;
  private volatile @Nullable Thread looking;
  private volatile boolean failing;

  FeedsAtWork(LiveFeeds feeds, FeedSettings settings) {
    this.feeds = feeds;
    this.pollEvery = settings.pollEvery();
  }

  @Override
  public void start() {
    feeds.start();
    looking = Thread.ofVirtual().name("price-feeds").start(this::keepLooking);
  }

  private void keepLooking() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        look();
        Thread.sleep(pollEvery);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Whatever is thrown, the next look comes: without it every stream would stay silent. */
  private void look() {
    try {
      feeds.look();
      failing = false;
    } catch (Throwable e) {
      if (!failing) {
        LOG.error("Price feeds are not looked at", e);
      }
      failing = true;
    }
  }

  @Override
  public void stop() {
    feeds.stop();
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
}
