package io.tierline.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.storefront.AnswerCounts.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AnswerCountsTest {

  private static final int THREADS = 8;
  private static final int EACH = 20_000;

  private final AnswerCounts counts = new AnswerCounts();

  @Test
  @DisplayName("No answer is lost, whichever threads of both kinds count at once, and after them")
  void nothingIsLost() throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(Thread.ofPlatform().start(() -> count(start)));
      threads.add(Thread.ofVirtual().start(() -> count(start)));
    }
    start.countDown();
    long before = 0;
    while (threads.stream().anyMatch(Thread::isAlive)) {
      long now = counts.sum(Outcome.PRICED);
      assertThat(now).as("a metric that counts never falls").isGreaterThanOrEqualTo(before);
      before = now;
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(counts.sum(Outcome.PRICED)).isEqualTo(2L * THREADS * EACH);
    assertThat(counts.sum(Outcome.NOT_SOLD)).isEqualTo(6L * THREADS * EACH);
    assertThat(counts.sum(Outcome.UNVOUCHED)).isZero();
  }

  private void count(CountDownLatch start) {
    try {
      start.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (int i = 0; i < EACH; i++) {
      counts.add(Outcome.PRICED, 1);
      counts.add(Outcome.NOT_SOLD, 3);
    }
  }
}
