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
  private final AskedTogether<String, String> together =
      new AskedTogether<>(
          keys -> {
            asked.add(Set.copyOf(keys));
            answersAllowed.acquireUninterruptibly();
            if (keys.contains("broken")) {
              throw new IllegalStateException("no connection");
            }
            return keys.stream()
                .filter(key -> !key.equals("unknown"))
                .collect(Collectors.toMap(Function.identity(), key -> "of " + key));
          });

  @AfterEach
  void nobodyWaitsForEver() {
    answersAllowed.release(1_000);
  }

  @Test
  @DisplayName("PR-16: who asks alone is answered at once, of what there is")
  void aloneIsAnsweredAtOnce() {
    answersAllowed.release(2);

    assertThat(together.ask(List.of("a", "unknown"))).isEqualTo(Map.of("a", "of a"));
    assertThat(together.ask(List.of("a"))).isEqualTo(Map.of("a", "of a"));
    assertThat(asked).containsExactly(Set.of("a", "unknown"), Set.of("a"));
  }

  @Test
  @DisplayName("PR-16: no question that has begun answers who asks later")
  void aQuestionThatHasBegunAnswersNobodyElse() {
    Future<Map<String, String>> first = begun("a", 1);
    Future<Map<String, String>> second = begun("a", 2);

    answersAllowed.release(2);
    await().until(() -> first.isDone() && second.isDone());
    assertThat(asked).containsExactly(Set.of("a"), Set.of("a"));
  }

  @Test
  @DisplayName("PR-1 PR-16: all who wait are answered by one question, each of its own keys alone")
  void allWhoWaitAreAnsweredTogether() {
    begun("a", 1);
    begun("b", 2);
    List<Future<Map<String, String>>> waiting =
        IntStream.range(0, 20).mapToObj(i -> waits(i % 2 == 0 ? "c" : "d")).toList();

    answersAllowed.release(3);
    await().until(() -> waiting.stream().allMatch(Future::isDone));

    assertThat(asked).containsExactly(Set.of("a"), Set.of("b"), Set.of("c", "d"));
    assertThat(waiting.get(0).resultNow()).isEqualTo(Map.of("c", "of c"));
    assertThat(waiting.get(1).resultNow()).isEqualTo(Map.of("d", "of d"));
  }

  @Test
  @DisplayName(
      "PR-16: what a question fails with, all fail with who waited for it, and nobody else")
  void aFailureIsToldToAllWhoWaited() {
    begun("a", 1);
    begun("b", 2);
    Future<Map<String, String>> one = waits("broken");
    Future<Map<String, String>> other = waits("c");

    answersAllowed.release(3);
    await().until(() -> one.isDone() && other.isDone());

    for (Future<Map<String, String>> failed : List.of(one, other)) {
      assertThat(failed.exceptionNow())
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no connection");
    }
    answersAllowed.release(1);
    assertThat(together.ask(List.of("c"))).isEqualTo(Map.of("c", "of c"));
    answersAllowed.release(1);
    assertThatThrownBy(() -> together.ask(List.of("broken"))).hasMessage("no connection");
  }

  /** Asks until so many questions have begun. */
  private Future<Map<String, String>> begun(String key, int questions) {
    FutureTask<Map<String, String>> asking = new FutureTask<>(() -> together.ask(List.of(key)));
    Thread.ofVirtual().start(asking);
    await().pollInterval(Duration.ofMillis(1)).until(() -> asked.size() == questions);
    return asking;
  }

  /** Asks while no further question can begin. */
  private Future<Map<String, String>> waits(String key) {
    FutureTask<Map<String, String>> asking = new FutureTask<>(() -> together.ask(List.of(key)));
    Thread thread = Thread.ofVirtual().start(asking);
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(() -> thread.getState() == Thread.State.WAITING);
    return asking;
  }
}
