package io.tierline.messaging;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Each message acts once per consumer, in the order of its aggregate. */
public interface Inbox {

  /**
   * In one background transaction: remembers the message, checks its place in the aggregate's
   * order, and runs the effects. A message seen before does nothing; one that comes too early,
   * cannot be read, or whose effects fail for good, parks its key. A transient fault of the
   * database is thrown, so that the container retries. Types that {@code family} does not know are
   * skipped.
   *
   * @param consumer stable name of the reader, unique within the service, e.g. {@code
   *     ordering.partners}
   * @param family sealed interface of records that carry {@link
   *     com.fasterxml.jackson.annotation.JsonTypeName}
   */
  <E> void once(
      String consumer, ConsumerRecord<String, byte[]> record, Class<E> family, Consumer<E> effects);

  /**
   * Like {@link #once} for a compacted topic, where only the newest state of an aggregate matters:
   * gaps are expected, and whatever is older than what was applied is dropped.
   */
  <E> void newest(
      String consumer, ConsumerRecord<String, byte[]> record, Class<E> family, Consumer<E> effects);
}
