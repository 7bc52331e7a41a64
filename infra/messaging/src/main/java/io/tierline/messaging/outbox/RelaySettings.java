package io.tierline.messaging.outbox;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * @param source who sends, as {@code ce_source}
 * @param batchMax rows read and sent at a time
 * @param fencedTopics topics whose last record of a key must be its newest, whatever a relay that
 *     was taken for dead does when it wakes up: sent in transactions of the broker. Topics with
 *     watermarks are always among them
 */
public record RelaySettings(
    String source,
    int batchMax,
    Duration pollInterval,
    Duration heartbeatInterval,
    Duration lease,
    Duration deliveryTimeout,
    Duration keyRetryMax,
    List<String> watermarkTopics,
    Duration watermarkInterval,
    List<String> fencedTopics) {

  public RelaySettings {
    watermarkTopics = List.copyOf(watermarkTopics);
    fencedTopics =
        Stream.concat(watermarkTopics.stream(), fencedTopics.stream()).distinct().toList();
  }

  /** What the transactional ids of all its relays begin with. */
  String fencePrefix() {
    return source.substring(1) + "/";
  }
}
