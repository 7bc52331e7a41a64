package io.tierline.notification.notice.kafka;

import io.tierline.contracts.notification.DeliveryEvent;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;

/** The topic this service owns. */
@Configuration(proxyBeanMethods = false)
class DeliveryTopic {

  @Bean
  NewTopic notificationDelivery() {
    return TopicBuilder.name(DeliveryEvent.TOPIC).partitions(4).build();
  }
}
