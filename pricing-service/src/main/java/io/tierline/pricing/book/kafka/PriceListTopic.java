package io.tierline.pricing.book.kafka;

import io.tierline.contracts.pricing.PriceListEvent;
import io.tierline.pricing.PricingSettings;
import io.tierline.pricing.kafka.FollowedTopic;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PriceListTopic {

  @Bean
  NewTopic priceLists(PricingSettings settings) {
    return FollowedTopic.of(PriceListEvent.TOPIC, settings);
  }
}
