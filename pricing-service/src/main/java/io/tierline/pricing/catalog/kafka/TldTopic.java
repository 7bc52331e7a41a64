package io.tierline.pricing.catalog.kafka;

import io.tierline.contracts.pricing.TldEvent;
import io.tierline.pricing.PricingSettings;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;

@Configuration(proxyBeanMethods = false)
class TldTopic {

  @Bean
  NewTopic tlds(PricingSettings settings) {
    return TopicBuilder.name(TldEvent.TOPIC)
        .partitions(settings.topicPartitions())
        .config(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
        .build();
  }
}
