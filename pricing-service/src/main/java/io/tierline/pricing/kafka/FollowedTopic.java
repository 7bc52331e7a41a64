package io.tierline.pricing.kafka;

import io.tierline.pricing.PricingSettings;
import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.kafka.config.TopicBuilder;

/**
 * A topic that storefronts' caches follow. They read it from its beginning, so it is kept short:
 * small segments, compacted soon. Compaction waits longer than a change is published ahead, so that
 * what is in force stays until the change starts, and far longer than a cache may lag, so that no
 * record vanishes between two watermarks that it still believes.
 */
public final class FollowedTopic {

  private static final Duration SEGMENT = Duration.ofMinutes(10);

  private FollowedTopic() {}

  public static NewTopic of(String name, PricingSettings settings) {
    return TopicBuilder.name(name)
        .partitions(settings.topicPartitions())
        .config(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
        .config(
            TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
            Long.toString(settings.publishAhead().multipliedBy(2).toMillis()))
        .config(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(SEGMENT.toMillis()))
        .build();
  }
}
