package io.tierline.messaging.outbox;

import java.util.List;

/**
 * Since when a topic with watermarks tells everything there is.
 *
 * @param number larger is newer
 * @param topicId the broker's id of the topic: another one of the same name is another log
 * @param from by partition, the offset before which nothing counts any more; 0 where it is missing
 */
record Generation(String topic, long number, String topicId, List<Long> from) {

  Generation {
    from = List.copyOf(from);
  }
}
