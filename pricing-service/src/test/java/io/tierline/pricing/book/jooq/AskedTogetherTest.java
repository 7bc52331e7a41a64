package io.tierline.pricing.book.jooq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AskedTogetherTest {

  private final List<Set<String>> asked = new CopyOnWriteArrayList<>();
  private final Semaphore answersAllowed = new Semaphore(0);
  private final AskedTogether<String, String, String> together =
      new AskedTogether<>(this::answer, Duration.ofMinutes(1));

  private Map<String, String> answer(Set<String> keys) {
    asked.add(Set.copyOf(keys));
    answersAllowed.acquireUninterruptibly();
    if (keys.contains("broken")) {
      throw new IllegalStateException("no connection");
    }
    return keys.stream()
        .filter(key -> !key.equals("unknown"))
        .collect(Collectors.toMap(Function.identity(), key -> "of " + key));
  }

  @AfterEach
  void nobodyWaitsForEver() {
    answersAllowed.release(1_000);
  }

  @Test
  @DisplayName("PR-16: who asks alone is answered at once, of what there is")
  void aloneIsAnsweredAtOnce() {
    answersAllowed.release(2);

    assertThat(together.ask("1001", List.of("a", "unknown"))).isEqualTo(Map.of("a", "of a"));
    assertThat(together.ask("1001", List.of("a"))).isEqualTo(Map.of("a", "of a"));
    assertThat(asked).containsExactly(Set.of("a", "unknown"), Set.of("a"));
  }

  @Test
  @DisplayName("PR-16: a question that has begun answers nobody who asks later")
  void aQuestionThatHasBegunAnswersNobodyElse() {
    Future<Map<String, String>> first = begun("1001", "a");
    Future<Map<String, String>> second = waits("a");

    answersAllowed.release(1);
    await().until(first::isDone);
    await().until(() -> asked.size() == 2);
    assertThat(second.isDone()).isFalse();
    answersAllowed.release(1);
    await().until(second::isDone);
    assertThat(asked).containsExactly(Set.of("a"), Set.of("a"));
  }

  @Test
  @DisplayName("PR-16: all who wait are answered by one question, each of what it asked for")
  void allWhoWaitAreAnsweredTogether() {
    begun("1001", "a");
    List<Future<Map<String, String>>> waiting =
        IntStream.range(0, 20).mapToObj(i -> waits(i % 2 == 0 ? "b" : "c")).toList();

    answersAllowed.release(2);
    await().until(() -> waiting.stream().allMatch(Future::isDone));

    assertThat(asked).containsExactly(Set.of("a"), Set.of("b", "c"));
    assertThat(waiting.get(0).resultNow()).isEqualTo(Map.of("b", "of b"));
    assertThat(waiting.get(1).resultNow()).isEqualTo(Map.of("c", "of c"));
  }

  @Test
  @DisplayName("PR-1: nobody waits for another seller's question, nor is answered by it")
  void anotherSellersQuestionIsNotWaitedFor() {
    begun("1001", "a");
    waits("a");

    begun("1002", "a");
    assertThat(asked).containsExactly(Set.of("a"), Set.of("a"));
  }

  @Test
  @DisplayName(
      "PR-16: what a question fails with, all fail with who waited for it, and nobody else")
  void aFailureIsToldToAllWhoWaited() {
    begun("1001", "a");
    Future<Map<String, String>> one = waits("broken");
    Future<Map<String, String>> other = waits("b");

    answersAllowed.release(2);
    await().until(() -> one.isDone() && other.isDone());

    for (Future<Map<String, String>> failed : List.of(one, other)) {
      assertThat(failed.exceptionNow())
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no connection");
    }
    answersAllowed.release(2);
    assertThat(together.ask("1001", List.of("b"))).isEqualTo(Map.of("b", "of b"));
    assertThatThrownBy(() -> together.ask("1001", List.of("broken"))).hasMessage("no connection");
  }

  @Test
  @DisplayName("PR-16: a question that hangs is not waited for longer than patience allows")
  void aQuestionThatHangsStopsNobody() {
    AskedTogether<String, String, String> impatient =
        new AskedTogether<>(this::answer, Duration.ofNanos(1));
    FutureTask<Map<String, String>> hangs =
        new FutureTask<>(() -> impatient.ask("1001", List.of("a")));
    Thread.ofVirtual().start(hangs);
    await().until(() -> asked.size() == 1);
    FutureTask<Map<String, String>> next =
        new FutureTask<>(() -> impatient.ask("1001", List.of("b")));
    Thread.ofVirtual().start(next);

    await().until(() -> asked.size() == 2);
    assertThat(hangs.isDone()).isFalse();
    answersAllowed.release(2);
    await().until(() -> hangs.isDone() && next.isDone());
    assertThat(hangs.resultNow()).isEqualTo(Map.of("a", "of a"));
    assertThat(next.resultNow()).isEqualTo(Map.of("b", "of b"));
  }

  @Test
  @DisplayName("PR-16: a question that could not even begin is nobody's to wait for")
  void whatCannotBeginIsNotWaitedFor() {
    AskedTogether<String, String, String> overflowing =
        new AskedTogether<>(this::answer, Duration.ofSeconds(Long.MAX_VALUE));
    FutureTask<Map<String, String>> first =
        new FutureTask<>(() -> overflowing.ask("1001", List.of("a")));
    Thread.ofVirtual().start(first);
    await().until(() -> asked.size() == 1);

    // Its wait for the first fails, here for a patience that no clock can count.
    assertThatThrownBy(() -> overflowing.ask("1001", List.of("b")))
        .isInstanceOf(ArithmeticException.class);

    answersAllowed.release(2);
    await().until(first::isDone);
    assertThat(overflowing.ask("1001", List.of("c"))).isEqualTo(Map.of("c", "of c"));
  }

  /** Asks until one more question has begun. */
  private Future<Map<String, String>> begun(String seller, String key) {
    int before = asked.size();
    FutureTask<Map<String, String>> asking =
        new FutureTask<>(() -> together.ask(seller, List.of(key)));
    Thread.ofVirtual().start(asking);
    await().pollInterval(Duration.ofMillis(1)).until(() -> asked.size() == before + 1);
    return asking;
  }

  /** Asks for the first seller while a question for it runs. */
  private Future<Map<String, String>> waits(String key) {
    FutureTask<Map<String, String>> asking =
        new FutureTask<>(() -> together.ask("1001", List.of(key)));
    Thread thread = Thread.ofVirtual().start(asking);
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> thread.getState() == Thread.State.WAITING);
    return asking;
  }
}
