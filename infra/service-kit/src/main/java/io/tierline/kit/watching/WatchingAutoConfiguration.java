package io.tierline.kit.watching;

import org.flywaydb.core.Flyway;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;

/** What readiness depends on: database (Spring Boot's own), migrations, consumers. */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
      "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration"
    })
@EnableConfigurationProperties(WatchingSettings.class)
class WatchingAutoConfiguration {

  @Bean
  @ConditionalOnBean(Flyway.class)
  HealthIndicator migrationsHealthIndicator(Flyway flyway) {
    return new MigrationsHealth(flyway);
  }

  /** Apart, so that a service without Kafka does not load its classes. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.kafka.config.KafkaListenerEndpointRegistry")
  static class OfKafka {

    @Bean
    @ConditionalOnBean(type = "org.springframework.kafka.config.KafkaListenerEndpointRegistry")
    HealthIndicator kafkaConsumersHealthIndicator(
        KafkaListenerEndpointRegistry listeners, WatchingSettings settings) {
      return new KafkaConsumersHealth(listeners, settings);
    }
  }
}
