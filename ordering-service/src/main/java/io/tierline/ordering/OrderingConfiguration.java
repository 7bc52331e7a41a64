package io.tierline.ordering;

import io.tierline.contracts.ordering.AccountEvent;
import io.tierline.contracts.ordering.CustomerEvent;
import io.tierline.contracts.ordering.DomainEvent;
import io.tierline.contracts.ordering.InvoiceEvent;
import io.tierline.kit.identity.OpenPaths;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

@Configuration(proxyBeanMethods = false)
class OrderingConfiguration {

  /** What this service tells. */
  @Bean
  NewTopics orderingTopics(
      @Value("${tierline.topics.partitions:4}") int partitions,
      @Value("${tierline.topics.replicas:1}") int replicas) {
    return new NewTopics(
        TopicBuilder.name(AccountEvent.TOPIC).partitions(partitions).replicas(replicas).build(),
        TopicBuilder.name(InvoiceEvent.TOPIC).partitions(partitions).replicas(replicas).build(),
        TopicBuilder.name(DomainEvent.TOPIC).partitions(partitions).replicas(replicas).build(),
        TopicBuilder.name(CustomerEvent.TOPIC).partitions(partitions).replicas(replicas).build());
  }

  /** Clients of the legacy API bring a key of their own instead of a token. */
  @Bean
  OpenPaths legacyApi() {
    return OpenPaths.of("/api/**");
  }
}
