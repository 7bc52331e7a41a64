package io.tierline.onboarding.card;

import io.tierline.contracts.SellerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Card calls with their state. Taking is a transaction of its own: a call taken is leased. */
public interface CardCalls {

  /**
   * What to call for.
   *
   * @param authorisation null for an authorisation
   */
  record Order(
      SellerId sellerId,
      SellerId parentId,
      CardCall.Kind kind,
      String token,
      @Nullable String authorisation,
      Money amount) {}

  /** Stored in the running transaction, made after it by whoever takes it. */
  void request(Order order, Instant now);

  /** Stored in the running transaction, and made after it by the caller, who has its lease. */
  CardCall requestTaken(Order order, Instant now, Duration lease);

  /** Takes calls that nobody has, with {@code for update skip locked}. */
  List<CardCall> takeDue(int limit, Duration lease);

  /** Since when the oldest call that is not finished has been waiting; empty when there is none. */
  Optional<Instant> oldestWaitingSince();

  /**
   * @return false when it was finished already
   */
  boolean finish(CardCall call, CardAnswer answer, Instant now);

  void retryLater(CardCall call, String failure, Duration delay);
}
