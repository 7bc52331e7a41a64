package io.tierline.kit;

import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Who the service is, and what time it is for its business. */
@AutoConfiguration(
    beforeName = "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration")
@EnableConfigurationProperties(ServiceSettings.class)
class ServiceKitAutoConfiguration {

  /** Business time. The local stack puts a clock here that can be advanced. */
  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  KitMigrations kitMigrations(ServiceSettings service) {
    return new KitMigrations(service);
  }
}
