package io.tierline.contracts;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A promise of the relay, sent in line with the messages of a topic: everything that was committed
 * in {@code parts} before {@code watermark} stands before this record on its topic partition, from
 * where the {@link Generation} begins. A reader that has watermarks of all parts therefore knows
 * how far it has seen everything.
 *
 * <p>Key: {@value #KEY_PREFIX} and the first of the parts. It belongs to no seller. Only topics
 * that caches follow carry watermarks.
 *
 * @param watermark time of the producing service's database, never business time
 * @param parts the parts of the outbox it speaks for
 * @param partsTotal how many parts the outbox has: they are numbered from 0
 * @param generation of the topic that it speaks of
 */
@JsonTypeName("messaging.watermark.v1")
public record Watermark(
    Instant watermark, List<Integer> parts, int partsTotal, Generation generation) {

  public static final String KEY_PREFIX = "~watermark/";

  /** Key of a record without a body: a generation begins there. It says nothing by itself. */
  public static final String GENERATION_KEY = KEY_PREFIX + "generation";

  /**
   * Everything that the topic has to tell stands behind these offsets; what stands before them
   * counts no longer. A new one begins where the topic was lost and made anew, or the database of
   * the producing service was set back to an earlier moment: versions may then be given out a
   * second time. A reader that has built on another generation starts over from nothing.
   *
   * @param topicId the broker's id of the topic: in another one of the same name it is not to be
   *     believed
   * @param number larger is newer, of generations of one topic id
   * @param from by partition, the offset at which it begins; 0 where it is missing
   */
  public record Generation(String topicId, long number, List<Long> from) {

    public Generation {
      Objects.requireNonNull(topicId, "topicId");
      from = List.copyOf(from);
    }

    /** The offset from which a partition counts. */
    public long fromOf(int partition) {
      return partition < from.size() ? from.get(partition) : 0;
    }
  }

  public Watermark {
    Objects.requireNonNull(watermark, "watermark");
    Objects.requireNonNull(generation, "generation");
    parts = List.copyOf(parts);
    for (int part : parts) {
      if (part < 0 || part >= partsTotal) {
        throw new IllegalArgumentException(
            "Parts are numbered from 0 to %d, not %d".formatted(partsTotal - 1, part));
      }
    }
  }
}
