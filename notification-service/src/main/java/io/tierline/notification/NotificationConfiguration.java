package io.tierline.notification;

import io.tierline.notification.letter.SenderAddresses;
import io.tierline.notification.notice.DecentHours;
import io.tierline.notification.notice.DeliveryLimits;
import io.tierline.notification.round.RoundLimits;
import java.time.LocalTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Settings, in the words of the features that need them. */
@Configuration(proxyBeanMethods = false)
class NotificationConfiguration {

  @Bean
  SenderAddresses senderAddresses(NotificationSettings settings) {
    return new SenderAddresses(settings.neutralFrom(), settings.bounces());
  }

  @Bean
  DecentHours decentHours(NotificationSettings settings) {
    NotificationSettings.Hours hours = settings.decentHours();
    return new DecentHours(
        LocalTime.parse(hours.from()), LocalTime.parse(hours.until()), hours.beforeDeadline());
  }

  @Bean
  DeliveryLimits deliveryLimits(NotificationSettings settings) {
    NotificationSettings.Delivery delivery = settings.delivery();
    return new DeliveryLimits(
        delivery.lease(), delivery.retryFirst(), delivery.retryLongest(), delivery.unclearMax());
  }

  @Bean
  RoundLimits roundLimits(NotificationSettings settings) {
    return new RoundLimits(settings.delivery().workers(), settings.delivery().batchMax());
  }
}
