package io.tierline.pricing.specific.kafka;

import io.tierline.contracts.pricing.SpecificPriceEvent;
import io.tierline.pricing.PricingSettings;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;

@Configuration(proxyBeanMethods = false)
class SpecificPriceTopic {

  @Bean
  NewTopic specificPrices(PricingSettings settings) {
    return TopicBuilder.name(SpecificPriceEvent.TOPIC)
        .partitions(settings.topicPartitions())
        .config(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
        .build();
  }
}
