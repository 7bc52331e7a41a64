package io.tierline.contracts;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A promise of the relay, sent in line with the messages of a topic: everything that was committed
 * in {@code parts} before {@code watermark} stands before this record on its topic partition. A
 * reader that has watermarks of all parts therefore knows how far it has seen everything.
 *
 * <p>Key: {@value #KEY_PREFIX} and the first of the parts. It belongs to no seller. Only topics
 * that caches follow carry watermarks.
 *
 * @param watermark time of the producing service's database, never business time
 * @param parts the parts of the outbox it speaks for
 * @param partsTotal how many parts the outbox has: they are numbered from 0
 */
@JsonTypeName("messaging.watermark.v1")
public record Watermark(Instant watermark, List<Integer> parts, int partsTotal) {

  public static final String KEY_PREFIX = "~watermark/";

  public Watermark {
    Objects.requireNonNull(watermark, "watermark");
    parts = List.copyOf(parts);
    for (int part : parts) {
      if (part < 0 || part >= partsTotal) {
        throw new IllegalArgumentException(
            "Parts are numbered from 0 to %d, not %d".formatted(partsTotal - 1, part));
      }
    }
  }
}
