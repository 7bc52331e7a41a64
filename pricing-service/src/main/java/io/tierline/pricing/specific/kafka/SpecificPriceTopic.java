package io.tierline.pricing.specific.kafka;

import io.tierline.contracts.pricing.SpecificPriceEvent;
import io.tierline.pricing.PricingSettings;
import io.tierline.pricing.kafka.FollowedTopic;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SpecificPriceTopic {

  @Bean
  NewTopic specificPrices(PricingSettings settings) {
    return FollowedTopic.of(SpecificPriceEvent.TOPIC, settings);
  }
}
