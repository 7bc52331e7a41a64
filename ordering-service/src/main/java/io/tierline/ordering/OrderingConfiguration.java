package io.tierline.ordering;

import io.tierline.contracts.ordering.AccountEvent;
import io.tierline.contracts.ordering.CustomerEvent;
import io.tierline.contracts.ordering.DomainEvent;
import io.tierline.contracts.ordering.InvoiceEvent;
import io.tierline.kit.identity.OpenPaths;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

@Configuration(proxyBeanMethods = false)
class OrderingConfiguration {

  /** What this service tells. */
  @Bean
  NewTopics orderingTopics(OrderingSettings settings) {
    return new NewTopics(
        Stream.of(AccountEvent.TOPIC, InvoiceEvent.TOPIC, DomainEvent.TOPIC, CustomerEvent.TOPIC)
            .map(
                topic ->
                    TopicBuilder.name(topic)
                        .partitions(settings.topicPartitions())
                        // Kept for ever: whoever comes later learns from it what there is.
                        .config(TopicConfig.RETENTION_MS_CONFIG, "-1")
                        .build())
            .toArray(NewTopic[]::new));
  }

  /** Clients of the legacy API bring a key of their own instead of a token. */
  @Bean
  OpenPaths legacyApi() {
    return OpenPaths.of("/api/**");
  }
}
