package io.tierline.pricing;

import io.tierline.pricing.feed.LiveFeeds;
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
  private final RepeatedLook look;

  FeedsAtWork(LiveFeeds feeds, FeedSettings settings) {
    this.feeds = feeds;
    this.look =
        new RepeatedLook(
            "price-feeds",
            settings.pollEvery(),
            feeds::look,
            e -> LOG.error("Price feeds are not looked at: every stream stays silent", e));
  }

  @Override
  public void start() {
    feeds.start();
    look.start();
  }

  @Override
  public void stop() {
    feeds.stop();
    look.stop();
  }

  @Override
  public boolean isRunning() {
    return look.isRunning();
  }
}
