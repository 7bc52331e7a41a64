package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RepeatedLookTest {

  private final AtomicInteger looks = new AtomicInteger();
  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private RepeatedLook look = looking(() -> {});

  @AfterEach
  void stop() {
    look.stop();
  }

  @Test
  @DisplayName("Who has started it knows that it looked")
  void looksBeforeItGoesOn() {
    look = new RepeatedLook("once", Duration.ofDays(1), looks::incrementAndGet, this::tell);

    look.start();

    assertThat(looks).hasValue(1);
    assertThat(look.isRunning()).isTrue();
  }

  @Test
  @DisplayName("Whatever is thrown, the next look comes; the first of several failures is told")
  void looksOnAfterAFailure() {
    look =
        looking(
            () -> {
              int number = looks.incrementAndGet();
              if (number <= 3 || number == 5) {
                throw new AssertionError("look " + number);
              }
            });

    look.start();

    await().until(() -> looks.get() > 6);
    assertThat(List.copyOf(told)).containsExactly("look 1", "look 5");
  }

  @Test
  @DisplayName("It ends even when a look swallows the interruption")
  void endsAfterAnInterruption() {
    CountDownLatch interrupted = new CountDownLatch(1);
    look =
        looking(
            () -> {
              if (looks.incrementAndGet() == 2) {
                try {
                  new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                  interrupted.countDown();
                }
              }
            });
    look.start();
    await().until(() -> looks.get() == 2);

    look.stop();

    await().until(() -> interrupted.getCount() == 0);
    await().during(Duration.ofMillis(50)).until(() -> looks.get() == 2);
    assertThat(look.isRunning()).isFalse();
  }

  private RepeatedLook looking(Runnable work) {
    return new RepeatedLook("test", Duration.ofMillis(1), work, this::tell);
  }

  private void tell(Throwable failure) {
    told.add(failure.getMessage());
  }
}
