package io.tierline.pricing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tierline.contracts.SellerId;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.pricing.margin.FollowCosts;
import io.tierline.pricing.margin.ForgetMarginAlerts;
import io.tierline.pricing.margin.ReadBacklog;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Follows changes of cost without being asked; every instance does. */
@Component
class MarginsAtWork implements ApplicationRunner {

  private static final Logger LOG = LoggerFactory.getLogger(MarginsAtWork.class);

  private final FollowCosts followCosts;
  private final ForgetMarginAlerts forgetMarginAlerts;
  private final ReadBacklog readBacklog;
  private final Counter failures;
  private final AtomicLong waiting;
  private final AtomicLong failing;
  private final AtomicLong oldestSeconds;

  MarginsAtWork(
      FollowCosts followCosts,
      ForgetMarginAlerts forgetMarginAlerts,
      ReadBacklog readBacklog,
      MeterRegistry meters) {
    this.followCosts = followCosts;
    this.forgetMarginAlerts = forgetMarginAlerts;
    this.readBacklog = readBacklog;
    this.failures =
        Counter.builder("tierline.pricing.cost.change.failures")
            .description("Looks at a seller's changed costs that failed")
            .register(meters);
    this.waiting = meters.gauge("tierline.pricing.cost.changes.waiting", new AtomicLong());
    this.failing = meters.gauge("tierline.pricing.cost.changes.failing", new AtomicLong());
    this.oldestSeconds =
        meters.gauge("tierline.pricing.cost.changes.oldest.seconds", new AtomicLong());
  }

  /** A new start may bring what was missing. */
  @Override
  public void run(ApplicationArguments arguments) {
    int again = SellerScope.inBackground(readBacklog::retryAll);
    if (again > 0) {
      LOG.info("{} changes of cost whose look was given up are looked at again", again);
    }
  }

  @Scheduled(fixedDelayString = "${tierline.pricing.publish-poll}")
  void followCosts() {
    boolean any = SellerScope.inBackground(() -> followCosts.follow(this::failed));
    LOG.debug("Looked at sellers whose costs have changed: {}", any);
    ReadBacklog.Shown backlog = SellerScope.inBackground(readBacklog::now);
    waiting.set(backlog.waiting());
    failing.set(backlog.failing());
    oldestSeconds.set(backlog.oldestAge().toSeconds());
  }

  private void failed(SellerId seller, RuntimeException cause) {
    failures.increment();
    LOG.error(
        "The changed costs of seller {} could not be compared with its prices; they are looked at"
            + " again later",
        seller,
        cause);
  }

  @Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.HOURS)
  void forgetMarginAlerts() {
    int forgotten;
    do {
      forgotten = SellerScope.inBackground(forgetMarginAlerts::forget);
    } while (forgotten > 0);
  }
}
