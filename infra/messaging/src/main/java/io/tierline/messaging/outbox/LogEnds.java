package io.tierline.messaging.outbox;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a topic's partitions ended when somebody looked. A log only grows, unless it lost what it
 * had acknowledged: the disks of all replicas, or an election of one that lagged behind.
 *
 * @param generation of the topic at that moment
 */
record LogEnds(long generation, List<Long> offsets) {

  LogEnds {
    offsets = List.copyOf(offsets);
  }

  /** Whether records of one generation have vanished until the later look. */
  boolean haveShrunk(LogEnds later) {
    return generation == later.generation
        && IntStream.range(0, Math.min(offsets.size(), later.offsets.size()))
            .anyMatch(partition -> later.offsets.get(partition) < offsets.get(partition));
  }
}
