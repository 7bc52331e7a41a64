package io.tierline.notification.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NoticeTest {

  private static final Instant NOW = Instant.parse("2027-03-01T03:00:00Z");
  private static final Instant EXPIRY = NOW.plus(Duration.ofDays(30));
  private static final Notice.Facts FACTS =
      new Notice.Facts(
          new NoticeId(new UUID(7, 7)),
          new SellerId(1002),
          new Matter.DomainExpiry(
              new OrderId(500001),
              new CustomerId(20001),
              "example.com",
              EXPIRY,
              "ONE_MONTH_BEFORE"),
          new SendingWindow(NOW, NOW.plus(Duration.ofDays(4)), NOW.plus(Duration.ofDays(20))),
          NOW);

  @Test
  @DisplayName("NO-3 After an unclear outcome it goes out again, but only so many times")
  void anUnclearOutcomeIsTriedAgainOnlySoManyTimes() {
    Notice first = new Notice.Queued(FACTS, NOW).claim().unclear(NOW, "cut", 2);
    assertThat(first).isInstanceOf(Notice.AwaitingRetry.class);
    Notice second = ((Notice.AwaitingRetry) first).claim().unclear(NOW, "cut", 2);
    assertThat(second).isInstanceOf(Notice.Failed.class);
    assertThat(second.attempts()).isEqualTo(new Attempts(2, 2));
  }

  @Test
  @DisplayName("NO-2 A reminder that was sent after its window says that it was late")
  void sentAfterItsWindowIsLate() {
    Notice.Sending sending = new Notice.Queued(FACTS, NOW).claim();
    assertThat(sending.accepted(NOW).late()).isFalse();
    assertThat(sending.accepted(NOW.plus(Duration.ofDays(5))).late()).isTrue();
  }

  @Test
  void pausesBetweenAttemptsDoubleUpToTheLongest() {
    DeliveryLimits limits =
        new DeliveryLimits(Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofMinutes(5), 3);
    assertThat(limits.pauseAfter(new Attempts(1, 0))).isEqualTo(Duration.ofMinutes(1));
    assertThat(limits.pauseAfter(new Attempts(2, 0))).isEqualTo(Duration.ofMinutes(2));
    assertThat(limits.pauseAfter(new Attempts(4, 0))).isEqualTo(Duration.ofMinutes(5));
    assertThat(limits.pauseAfter(new Attempts(1000, 0))).isEqualTo(Duration.ofMinutes(5));
  }
}
