package io.tierline.messaging.outbox;

import java.time.Duration;
import java.util.List;

/**
 * @param source who sends, as {@code ce_source}
 * @param batchMax rows read and sent at a time
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
    Duration watermarkInterval) {

  public RelaySettings {
    watermarkTopics = List.copyOf(watermarkTopics);
  }
}
