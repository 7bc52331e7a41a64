package io.tierline.pricing.webhook;

import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.feed.FeedBatch;
import io.tierline.pricing.feed.FeedHeads;
import io.tierline.pricing.feed.FeedPosition;
import io.tierline.pricing.feed.ReadFeed;
import io.tierline.pricing.webhook.Deliveries.Follower;
import io.tierline.pricing.webhook.Delivery.Progress;
import io.tierline.pricing.webhook.Delivery.State;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes down what followers are to be sent. A delivery holds everything since the position its
 * receiver has acknowledged, and the next one is written when it is through with this one: so
 * nothing can be lost between a change and its delivery, whatever is killed when, a receiver that
 * was away for long is sent one delivery and not thousands, and none overtakes another.
 */
public class WriteDeliveries {

  private final Deliveries deliveries;
  private final ReadFeed readFeed;
  private final DeliveryFormat format;
  private final Duration giveUpAfter;

  public WriteDeliveries(
      Deliveries deliveries, ReadFeed readFeed, DeliveryFormat format, Duration giveUpAfter) {
    this.deliveries = deliveries;
    this.readFeed = readFeed;
    this.format = format;
    this.giveUpAfter = giveUpAfter;
  }

  /** Those of the followers that there is something new for; none while nothing is vouched for. */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public List<Follower> behind(List<Follower> followers) {
    FeedHeads heads =
        readFeed.heads(followers.stream().map(WriteDeliveries::book).distinct().toList());
    return followers.stream().filter(follower -> isElsewhere(follower, heads)).toList();
  }

  private static boolean isElsewhere(Follower follower, FeedHeads heads) {
    FeedPosition head = heads.positions().get(book(follower));
    return head != null && !head.equals(follower.acknowledged());
  }

  private static BookKey book(Follower follower) {
    return new BookKey(follower.seller(), follower.audience());
  }

  /** Whether one was written. */
  @Transactional(isolation = Isolation.REPEATABLE_READ)
  public boolean write(Follower seen) {
    Follower follower = deliveries.lockIdle(seen).orElse(null);
    if (follower == null) {
      return false;
    }
    FeedBatch batch = readFeed.announced(book(follower), follower.acknowledged());
    if (batch.position().equals(follower.acknowledged())) {
      return false;
    }
    String messageId = "msg_" + UUID.randomUUID();
    deliveries.add(
        new Delivery(
            follower.seller(),
            0,
            follower.endpoint(),
            messageId,
            batch.position(),
            format.batch(messageId, follower.audience(), batch),
            batch.freshAsOf(),
            new Progress(
                State.PENDING, 0, batch.freshAsOf(), batch.freshAsOf().plus(giveUpAfter), null)));
    return true;
  }
}
