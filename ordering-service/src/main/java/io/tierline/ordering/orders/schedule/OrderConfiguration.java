package io.tierline.ordering.orders.schedule;

import io.tierline.ordering.orders.OrderSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OrderConfiguration {

  @Bean
  OrderSettings orderSettings(RecoverySettings settings) {
    return settings.forOrders();
  }
}
