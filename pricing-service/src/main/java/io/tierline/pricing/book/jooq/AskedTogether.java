package io.tierline.pricing.book.jooq;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers all who ask while the ones before are being answered by one question for all of them: the
 * more ask, the fewer questions each of them takes, and who is alone waits for nobody. A question
 * begins after everyone it answers has asked, so that nobody is told less than a question of its
 * own would have told.
 */
final class AskedTogether<K, V> {

  /** Two, so that one question that hangs does not stop the others. */
  private static final int AT_ONCE = 2;

  private final Function<Set<K>, Map<K, V>> question;
  private final Semaphore turns = new Semaphore(AT_ONCE);
  private final Object lock = new Object();

  /** The one that has not begun; null when nobody waits. */
  private @Nullable Round<K, V> waiting;

  private static final class Round<K, V> {
    final Set<K> keys = new LinkedHashSet<>();
    final CompletableFuture<Map<K, V>> answers = new CompletableFuture<>();
  }

  /**
   * @param question asked for any number of keys; what it fails with, all fail with who waited for
   *     it
   */
  AskedTogether(Function<Set<K>, Map<K, V>> question) {
    this.question = question;
  }

  /** Of these keys those that have an answer, all from one question. */
  Map<K, V> ask(Collection<K> keys) {
    Round<K, V> round;
    boolean first;
    synchronized (lock) {
      first = waiting == null;
      round = waiting == null ? new Round<>() : waiting;
      waiting = round;
      round.keys.addAll(keys);
    }
    if (first) {
      turns.acquireUninterruptibly();
      synchronized (lock) {
        waiting = null;
      }
      try {
        round.answers.complete(question.apply(round.keys));
      } catch (RuntimeException | Error e) {
        round.answers.completeExceptionally(e);
      } finally {
        turns.release();
      }
    }
    return only(keys, answers(round));
  }

  private static <K, V> Map<K, V> answers(Round<K, V> round) {
    try {
      return round.answers.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
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
