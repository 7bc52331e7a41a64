package io.tierline.pricing;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tierline.contracts.Audience;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.pricing.feed.FeedHeads;
import io.tierline.pricing.webhook.Deliveries;
import io.tierline.pricing.webhook.Deliveries.Claimed;
import io.tierline.pricing.webhook.Deliveries.Follower;
import io.tierline.pricing.webhook.Deliveries.Heart;
import io.tierline.pricing.webhook.Outcome;
import io.tierline.pricing.webhook.Receivers;
import io.tierline.pricing.webhook.Receivers.Letter;
import io.tierline.pricing.webhook.SendDeliveries;
import io.tierline.pricing.webhook.SendDeliveries.Writing;
import io.tierline.pricing.webhook.WriteDeliveries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks for what endpoints are to be told and sends it, as every instance does at once: a follower,
 * a delivery and a heartbeat are each taken by one of them. Sending waits for receivers on threads
 * of its own, so that a slow one holds up nobody.
 */
@Component
class WebhooksAtWork {

  private static final Logger LOG = LoggerFactory.getLogger(WebhooksAtWork.class);
  private static final int PAGE = 1_000;
  private static final int FORGET_AT_ONCE = 1_000;

  /** So that what is written is sent soon, however much there is to write. */
  private static final int WRITES_PER_LOOK = 200;

  private final Deliveries deliveries;
  private final WriteDeliveries writeDeliveries;
  private final SendDeliveries sendDeliveries;
  private final Sending sending;
  private final Semaphore deliveriesAtOnce;
  private final Semaphore heartbeatsAtOnce;
  private final Duration logKept;
  private final MeterRegistry meters;

  /** Of whom it was said that nothing can be written for them. */
  private final Set<Who> failing = ConcurrentHashMap.newKeySet();

  private final Set<String> failingSteps = ConcurrentHashMap.newKeySet();
  private final Semaphore beating = new Semaphore(1);
  private volatile @Nullable Follower wroteLast;
  private final AtomicReference<Duration> oldestUndelivered = new AtomicReference<>(Duration.ZERO);

  WebhooksAtWork(
      Deliveries deliveries,
      WriteDeliveries writeDeliveries,
      SendDeliveries sendDeliveries,
      Sending sending,
      WebhookSettings settings,
      MeterRegistry meters) {
    this.deliveries = deliveries;
    this.writeDeliveries = writeDeliveries;
    this.sendDeliveries = sendDeliveries;
    this.sending = sending;
    this.deliveriesAtOnce = new Semaphore(settings.sending().sendsAtOnceMax());
    this.heartbeatsAtOnce = new Semaphore(settings.sending().sendsAtOnceMax());
    this.logKept = settings.logKept();
    this.meters = meters;
    Gauge.builder(
            "tierline.pricing.webhook.oldest-undelivered",
            oldestUndelivered,
            oldest -> oldest.get().toMillis() / 1_000d)
        .description("Age of the oldest delivery that an active endpoint has not received")
        .baseUnit("seconds")
        .register(meters);
  }

  /** What sending needs. */
  @Component
  record Sending(Receivers receivers, Writing writing) {}

  @Scheduled(fixedDelayString = "${tierline.pricing.webhooks.poll-every}")
  void work() {
    step("deliveries are not written", this::write);
    step("deliveries are not sent", this::send);
  }

  /**
   * Apart from deliveries, because a heartbeat must not wait while much is written: fixed delays
   * share one thread.
   */
  @Scheduled(fixedRateString = "${tierline.pricing.webhooks.poll-every}")
  void beat() {
    if (beating.tryAcquire()) {
      try {
        step("heartbeats are not sent", this::beatOnce);
      } finally {
        beating.release();
      }
    }
  }

  /** What fails stops nothing else, and is logged once until it works again. */
  private void step(String failure, Runnable work) {
    try {
      SellerScope.inBackground(work);
      failingSteps.remove(failure);
    } catch (RuntimeException e) {
      if (failingSteps.add(failure)) {
        LOG.error("Webhooks: {}", failure, e);
      }
    }
  }

  private void write() {
    @Nullable Follower last = wroteLast;
    wroteLast = null;
    int written = 0;
    while (true) {
      List<Follower> idle = idle(last);
      if (idle.isEmpty()) {
        return;
      }
      for (Follower follower : writeDeliveries.behind(idle)) {
        write(follower);
        if (++written == WRITES_PER_LOOK) {
          wroteLast = follower;
          return;
        }
      }
      last = idle.getLast();
    }
  }

  private List<Follower> idle(@Nullable Follower after) {
    return deliveries.idle(after, PAGE);
  }

  private record Who(long endpoint, Audience audience) {}

  private void write(Follower follower) {
    Who who = new Who(follower.endpoint(), follower.audience());
    try {
      if (writeDeliveries.write(follower)) {
        LOG.debug("Something to tell endpoint {}", follower.endpoint());
      }
    } catch (ConcurrencyFailureException | DuplicateKeyException e) {
      LOG.debug("Another instance tells endpoint {}", follower.endpoint());
    } catch (RuntimeException e) {
      if (failing.add(who)) {
        LOG.error("Nothing can be written for endpoint {}; others are told", who.endpoint(), e);
      }
      return;
    }
    failing.remove(who);
  }

  private void send() {
    int free = deliveriesAtOnce.drainPermits();
    List<Claimed> claimed = List.of();
    try {
      claimed = free == 0 ? List.of() : sendDeliveries.claim(free);
    } finally {
      deliveriesAtOnce.release(free - claimed.size());
    }
    claimed.forEach(each -> onAThreadOfItsOwn("webhook", deliveriesAtOnce, () -> send(each)));
  }

  private void send(Claimed claimed) {
    Instant now = sendDeliveries.now();
    Outcome outcome = sent(() -> sendDeliveries.letter(claimed, sending.writing().secrets(), now));
    sendDeliveries.finish(claimed, outcome);
    count("delivery", outcome);
  }

  /** A letter that cannot be written is a failed attempt: it is shown, and given up in the end. */
  private Outcome sent(Supplier<Letter> letter) {
    Letter written;
    try {
      written = letter.get();
    } catch (RuntimeException e) {
      LOG.warn("A webhook was not written", e);
      return new Outcome.Failed("it could not be signed; rotate the secret", Duration.ZERO);
    }
    return sending.receivers().send(written);
  }

  private void beatOnce() {
    int free = heartbeatsAtOnce.drainPermits();
    List<Heart> hearts = List.of();
    try {
      hearts = free == 0 ? List.of() : sendDeliveries.claimHearts(free);
    } finally {
      heartbeatsAtOnce.release(free - hearts.size());
    }
    hearts.forEach(each -> onAThreadOfItsOwn("heartbeat", heartbeatsAtOnce, () -> beat(each)));
  }

  private void beat(Heart heart) {
    FeedHeads heads = sending.writing().heads(heart);
    if (heads.positions().isEmpty()) {
      LOG.debug("No heartbeat for endpoint {}: nothing can be vouched for", heart.endpoint());
      return;
    }
    Outcome outcome = sent(() -> sendDeliveries.letter(heart, heads, sending.writing()));
    sendDeliveries.finish(heart, outcome);
    count("heartbeat", outcome);
  }

  private static void onAThreadOfItsOwn(String name, Semaphore permits, Runnable work) {
    Thread.ofVirtual()
        .name(name)
        .start(
            () -> {
              try {
                SellerScope.inBackground(work);
              } catch (RuntimeException e) {
                LOG.warn("A {} was not finished; it is tried again", name, e);
              } finally {
                permits.release();
              }
            });
  }

  private void count(String kind, Outcome outcome) {
    String name =
        switch (outcome) {
          case Outcome.Received _ -> "received";
          case Outcome.Refused _ -> "refused";
          case Outcome.Failed _ -> "failed";
        };
    meters.counter("tierline.pricing.webhook.sent", "kind", kind, "outcome", name).increment();
  }

  @Scheduled(fixedDelay = 5_000)
  void measure() {
    SellerScope.inBackground(() -> oldestUndelivered.set(sendDeliveries.oldestUndelivered()));
  }

  @Scheduled(fixedDelay = 600_000, initialDelay = 60_000)
  void forget() {
    SellerScope.inBackground(
        () -> {
          while (sendDeliveries.forget(logKept, FORGET_AT_ONCE) == FORGET_AT_ONCE) {
            LOG.debug("Forgot old deliveries");
          }
        });
  }
}
