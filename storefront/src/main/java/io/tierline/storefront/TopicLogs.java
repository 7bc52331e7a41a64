package io.tierline.storefront;

import io.tierline.contracts.Watermark.Generation;
import java.util.EnumMap;
import java.util.Map;

/**
 * Which log of each topic is read, and from where on it counts. A topic that was deleted and made
 * anew is another log under the same name; and within one, what stands before the newest generation
 * may be of a history that was lost.
 */
final class TopicLogs {

  private Map<Followed, String> ids = Map.of();
  private final Map<Followed, Generation> generations = new EnumMap<>(Followed.class);

  /** What a watermark's generation says to who reads this log. */
  enum Word {
    /** It speaks of what is read. */
    BELIEVED,
    /** It speaks of another log or of what counts no longer. */
    IGNORED,
    /** What has been read counts no longer, or not all of it. */
    START_OVER
  }

  /**
   * These are the logs that are read from now on.
   *
   * @return whether one of them is another than before
   */
  boolean areNow(Map<Followed, String> found) {
    boolean others = !ids.isEmpty() && !ids.equals(found);
    ids = Map.copyOf(found);
    if (others) {
      generations.clear();
    }
    return others;
  }

  boolean areStill(Map<Followed, String> found) {
    return ids.equals(found);
  }

  Word heard(Followed topic, Generation said) {
    if (!said.topicId().equals(ids.get(topic))) {
      return Word.IGNORED;
    }
    Generation known = generations.get(topic);
    if (known != null && said.number() <= known.number()) {
      return said.number() == known.number() ? Word.BELIEVED : Word.IGNORED;
    }
    generations.put(topic, said);
    boolean isAllThatWasRead = known == null && said.from().stream().allMatch(from -> from == 0);
    return isAllThatWasRead ? Word.BELIEVED : Word.START_OVER;
  }

  /** The offset from which a partition counts, as far as that is known. */
  long fromOf(Followed topic, int partition) {
    Generation known = generations.get(topic);
    return known == null ? 0 : known.fromOf(partition);
  }

  /** The logs have lost something: whatever was heard of them may be wrong. */
  void forget() {
    generations.clear();
  }
}
