package io.tierline.kit.tenancy;

import io.tierline.messaging.BackgroundWork;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Relay and inbox work in the background scope. */
@AutoConfiguration(beforeName = "io.tierline.messaging.MessagingAutoConfiguration")
@ConditionalOnClass(name = "io.tierline.messaging.BackgroundWork")
class BackgroundWorkAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  BackgroundWork backgroundWork() {
    return SellerScope::inBackground;
  }
}
