package io.tierline.pricing.book.kafka;

import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.pricing.PricingSettings;
import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;

/**
 * Caches read this topic from its beginning, so it is kept short: small segments, compacted soon.
 * Compaction waits longer than a change is published ahead, so that what is in force stays until
 * the change starts.
 */
@Configuration(proxyBeanMethods = false)
class PriceListTopic {

  private static final Duration SEGMENT = Duration.ofMinutes(10);

  @Bean
  NewTopic priceLists(PricingSettings settings) {
    return TopicBuilder.name(PriceListEvent.TOPIC)
        .partitions(settings.topicPartitions())
        .config(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
        .config(
            TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
            Long.toString(settings.publishAhead().multipliedBy(2).toMillis()))
        .config(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(SEGMENT.toMillis()))
        .build();
  }
}
