package io.tierline.pricing.tldstatus.kafka;

import io.tierline.contracts.pricing.TldStatusEvent;
import io.tierline.pricing.PricingSettings;
import io.tierline.pricing.kafka.FollowedTopic;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TldStatusTopic {

  @Bean
  NewTopic tldStatusSnapshots(PricingSettings settings) {
    return FollowedTopic.of(TldStatusEvent.TOPIC, settings);
  }
}
