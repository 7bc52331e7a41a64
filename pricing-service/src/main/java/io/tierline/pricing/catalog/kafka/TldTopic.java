package io.tierline.pricing.catalog.kafka;

import io.tierline.contracts.pricing.TldEvent;
import io.tierline.pricing.PricingSettings;
import io.tierline.pricing.kafka.FollowedTopic;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TldTopic {

  @Bean
  NewTopic tlds(PricingSettings settings) {
    return FollowedTopic.of(TldEvent.TOPIC, settings);
  }
}
