package io.tierline.pricing.book.jooq;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers all who ask for one seller while a question for it runs by the next question, made for
 * all of them: the more ask, the fewer questions each of them takes, and who is alone waits for
 * nobody. A question begins after everyone it answers has asked, so that nobody is told less than a
 * question of its own would have told.
 *
 * @param <S> for whom is asked; whoever asks for another one is never waited for
 */
final class AskedTogether<S, K, V> {

  private final Function<Set<K>, Map<K, V>> question;
  private final Duration patience;

  /** The newest of each that has one. */
  private final Map<S, Round<K, V>> newest = new HashMap<>();

  private static final class Round<K, V> {
    final Set<K> keys = new LinkedHashSet<>();
    final CompletableFuture<Map<K, V>> answers = new CompletableFuture<>();

    /** The one to wait for; null when there is none, and when this one has begun. */
    @Nullable Round<K, V> before;

    boolean begun;
  }

  /**
   * @param question asked by the first who waits, on its thread, for any number of keys; what it
   *     fails with, all fail with who waited for it
   * @param patience how long a question waits for the one before: one that hangs stops no others
   */
  AskedTogether(Function<Set<K>, Map<K, V>> question, Duration patience) {
    this.question = question;
    this.patience = patience;
  }

  /** Of these keys those that have an answer, all from one question. */
  Map<K, V> ask(S whose, Collection<K> keys) {
    Round<K, V> round;
    boolean first;
    synchronized (newest) {
      Round<K, V> known = newest.get(whose);
      first = known == null || known.begun;
      round = known == null || known.begun ? new Round<>() : known;
      if (first) {
        round.before = known;
        newest.put(whose, round);
      }
      round.keys.addAll(keys);
    }
    if (first) {
      answer(whose, round);
    }
    return only(keys, answers(round));
  }

  private void begin(Round<K, V> round) {
    Round<K, V> before = round.before;
    if (before != null) {
      // Whatever became of it: it is not this one's answer.
      before
          .answers
          .handle((_, _) -> true)
          .completeOnTimeout(false, patience.toNanos(), TimeUnit.NANOSECONDS)
          .join();
    }
    synchronized (newest) {
      round.begun = true;
      round.before = null;
    }
  }

  private void answer(S whose, Round<K, V> round) {
    try {
      begin(round);
      round.answers.complete(question.apply(round.keys));
    } catch (RuntimeException | Error e) {
      round.answers.completeExceptionally(e);
    } finally {
      synchronized (newest) {
        newest.remove(whose, round);
      }
    }
  }

  private static <K, V> Map<K, V> answers(Round<K, V> round) {
    try {
      return round.answers.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw e;
      }
    }
  }

  private static <K, V> Map<K, V> only(Collection<K> keys, Map<K, V> answers) {
    Map<K, V> found = new LinkedHashMap<>();
    for (K key : keys) {
      V answer = answers.get(key);
      if (answer != null) {
        found.put(key, answer);
      }
    }
    return found;
  }
}
