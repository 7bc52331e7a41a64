package io.tierline.pricing.webhook;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.feed.FeedPosition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message to one endpoint, and what became of it.
 *
 * @param id 0 until it is kept
 * @param messageId the same in each attempt
 * @param leadsTo what the receiver knows once it has it
 * @param body null once it is over: nobody needs it any more
 */
public record Delivery(
    SellerId seller,
    long id,
    long endpoint,
    String messageId,
    FeedPosition leadsTo,
    @Nullable String body,
    Instant createdAt,
    Progress progress) {

  public enum State {
    PENDING,
    DELIVERED,
    /** Given up; the next delivery brings what it brought. */
    DEAD
  }

  /**
   * @param nextAttemptAt for a pending one
   * @param giveUpAt when it is given up at the latest
   * @param last null before the first attempt
   */
  public record Progress(
      State state,
      int attempts,
      Instant nextAttemptAt,
      Instant giveUpAt,
      @Nullable LastAttempt last) {}

  /**
   * @param responseCode null when nothing was answered
   * @param failure null when it was received
   */
  public record LastAttempt(
      Instant at, @Nullable Integer responseCode, long durationMs, @Nullable String failure) {}
}
