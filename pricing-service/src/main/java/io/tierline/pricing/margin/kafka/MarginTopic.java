package io.tierline.pricing.margin.kafka;

import io.tierline.contracts.pricing.MarginEvent;
import io.tierline.pricing.PricingSettings;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;

@Configuration(proxyBeanMethods = false)
class MarginTopic {

  @Bean
  NewTopic margins(PricingSettings settings) {
    return TopicBuilder.name(MarginEvent.TOPIC).partitions(settings.topicPartitions()).build();
  }
}
