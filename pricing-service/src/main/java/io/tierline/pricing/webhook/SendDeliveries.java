package io.tierline.pricing.webhook;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.DatabaseTime;
import io.tierline.pricing.feed.FeedHeads;
import io.tierline.pricing.feed.ReadFeed;
import io.tierline.pricing.webhook.Deliveries.Claimed;
import io.tierline.pricing.webhook.Deliveries.Heart;
import io.tierline.pricing.webhook.Deliveries.NextBeat;
import io.tierline.pricing.webhook.Delivery.LastAttempt;
import io.tierline.pricing.webhook.Delivery.Progress;
import io.tierline.pricing.webhook.Delivery.State;
import io.tierline.pricing.webhook.Endpoint.State.Disabled;
import io.tierline.pricing.webhook.Patience.Failed;
import io.tierline.pricing.webhook.Receivers.Letter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The work of sending, in steps with a transaction each; what is sent over the network is sent
 * between them, under a lease.
 */
public class SendDeliveries {

  private static final int FAILURE_MAX_CHARACTERS = 300;
  private static final int SLOWER_WHILE_FAILING = 6;

  private final Deliveries deliveries;
  private final DatabaseTime time;
  private final Times times;
  private final RandomGenerator random;

  public SendDeliveries(
      Deliveries deliveries, DatabaseTime time, Times times, RandomGenerator random) {
    this.deliveries = deliveries;
    this.time = time;
    this.times = times;
    this.random = random;
  }

  /**
   * @param lease longer than an attempt can take
   * @param heartbeatEvery how far apart heartbeats are
   */
  public record Times(Patience patience, Duration lease, Duration heartbeatEvery) {}

  @Transactional
  public List<Claimed> claim(int limit) {
    Instant now = time.ofTransaction();
    deliveries.giveUp(now);
    return deliveries.claim(now, now.plus(times.lease()), limit);
  }

  /**
   * What is sent.
   *
   * @throws IllegalStateException when no secret of the endpoint can be opened
   */
  public Letter letter(Claimed claimed, Secrets secrets, Instant at) {
    SellerId seller = claimed.delivery().seller();
    return new Letter(
        claimed.url(),
        claimed.delivery().messageId(),
        at,
        Objects.requireNonNull(claimed.delivery().body()),
        opened(seller, claimed.sealedSecrets(), secrets));
  }

  /** One whose key was taken away stays silent while another one signs. */
  private static List<String> opened(SellerId seller, List<String> sealed, Secrets secrets) {
    List<String> opened = new ArrayList<>();
    RuntimeException fault = null;
    for (String kept : sealed) {
      try {
        opened.add(secrets.open(seller, kept));
      } catch (RuntimeException e) {
        fault = e;
      }
    }
    if (opened.isEmpty()) {
      throw new IllegalStateException("No secret of seller %s opens".formatted(seller), fault);
    }
    return opened;
  }

  /** Records what became of an attempt. */
  @Transactional
  public void finish(Claimed claimed, Outcome outcome) {
    Instant now = time.ofTransaction();
    Delivery delivery = claimed.delivery();
    if (!deliveries.finish(delivery, after(delivery, outcome, now))) {
      return;
    }
    judge(delivery.seller(), delivery.endpoint(), outcome, now);
  }

  private Progress after(Delivery delivery, Outcome outcome, Instant now) {
    Progress before = delivery.progress();
    LastAttempt last =
        new LastAttempt(now, code(outcome), outcome.took().toMillis(), failure(outcome));
    if (outcome instanceof Outcome.Received) {
      return new Progress(
          State.DELIVERED, before.attempts(), before.nextAttemptAt(), before.giveUpAt(), last);
    }
    Instant next =
        times.patience().next(now, new Failed(before.attempts(), retryAfter(outcome)), random);
    State state = next.isAfter(before.giveUpAt()) ? State.DEAD : State.PENDING;
    return new Progress(state, before.attempts(), next, before.giveUpAt(), last);
  }

  private static @Nullable Integer code(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Received(int status, _) -> status;
      case Outcome.Refused(int status, _, _) -> status;
      case Outcome.Failed _ -> null;
    };
  }

  private static Duration retryAfter(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused && refused.retryAfter() != null
        ? refused.retryAfter()
        : Duration.ZERO;
  }

  private static @Nullable String failure(Outcome outcome) {
    if (outcome instanceof Outcome.Received) {
      return null;
    }
    String described = outcome.described();
    return described.substring(0, Math.min(described.length(), FAILURE_MAX_CHARACTERS));
  }

  /** An endpoint that only fails for too long is disabled, so that nobody works for nothing. */
  private void judge(SellerId seller, long endpoint, Outcome outcome, Instant now) {
    if (outcome instanceof Outcome.Received) {
      deliveries.works(seller, endpoint, now.plus(times.heartbeatEvery()));
      return;
    }
    Instant failingSince = deliveries.fails(seller, endpoint, now);
    if (retryAfter(outcome).isPositive()) {
      deliveries.leaveAlone(
          seller, endpoint, times.patience().leftAloneUntil(now, retryAfter(outcome)));
    }
    if (outcome instanceof Outcome.Refused refused && refused.isGone()) {
      deliveries.disable(
          seller, endpoint, new Disabled("It answered 410: nothing is wanted there.", now));
    } else if (!failingSince.plus(times.patience().disableAfter()).isAfter(now)) {
      deliveries.disable(
          seller,
          endpoint,
          new Disabled(
              "Every attempt since %s has failed; the last one: %s."
                  .formatted(failingSince, failure(outcome)),
              now));
    }
  }

  @Transactional
  public List<Heart> claimHearts(int limit) {
    Instant now = time.ofTransaction();
    return deliveries.claimHearts(
        now,
        new NextBeat(
            now.plus(times.heartbeatEvery()),
            now.plus(times.heartbeatEvery().multipliedBy(SLOWER_WHILE_FAILING))),
        limit);
  }

  /**
   * A heartbeat's letter; says how fresh somebody is who has a position.
   *
   * @param heads read for it
   */
  public Letter letter(Heart heart, FeedHeads heads, Writing writing) {
    String messageId = "hb_" + UUID.randomUUID();
    return new Letter(
        heart.url(),
        messageId,
        heads.freshAsOf(),
        writing.format().heartbeat(messageId, heads, heart.audiences()),
        opened(heart.seller(), heart.sealedSecrets(), writing.secrets()));
  }

  public record Writing(DeliveryFormat format, Secrets secrets, ReadFeed readFeed) {

    /** Where what an endpoint follows stands. */
    public FeedHeads heads(Heart heart) {
      return readFeed.heads(
          heart.audiences().stream()
              .map(audience -> new BookKey(heart.seller(), audience))
              .toList());
    }
  }

  @Transactional
  public void finish(Heart heart, Outcome outcome) {
    Instant now = time.ofTransaction();
    String failure = failure(outcome);
    if (deliveries.heartbeat(heart, now, failure == null ? "received" : failure)) {
      judge(heart.seller(), heart.endpoint(), outcome, now);
    }
  }

  @Transactional(isolation = Isolation.READ_COMMITTED, readOnly = true)
  public Instant now() {
    return time.ofTransaction();
  }

  @Transactional(readOnly = true)
  public Duration oldestUndelivered() {
    return deliveries.oldestUndelivered(time.ofTransaction());
  }

  /** Forgets the log's oldest part. */
  @Transactional
  public int forget(Duration olderThan, int limit) {
    return deliveries.forget(time.ofTransaction().minus(olderThan), limit);
  }
}
