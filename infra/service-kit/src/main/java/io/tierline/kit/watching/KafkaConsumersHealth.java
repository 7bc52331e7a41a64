package io.tierline.kit.watching;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Up when every listener is running and has had partitions. Once it had, a rebalance or a broker
 * that is away does not take the service out: requests are served without the bus, whose messages
 * wait in the outbox.
 */
final class KafkaConsumersHealth extends AbstractHealthIndicator {

  private final KafkaListenerEndpointRegistry listeners;
  private final WatchingSettings settings;
  private final Set<String> hadPartitions = ConcurrentHashMap.newKeySet();

  KafkaConsumersHealth(KafkaListenerEndpointRegistry listeners, WatchingSettings settings) {
    this.listeners = listeners;
    this.settings = settings;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    health.up();
    for (MessageListenerContainer container : listeners.getListenerContainers()) {
      String id = String.valueOf(container.getListenerId());
      if (!container.isRunning()) {
        health.outOfService().withDetail(id, "stopped");
      } else if (!settings.consumersMayBeIdle() && !hasHadPartitions(id, container)) {
        health.outOfService().withDetail(id, "waits for partitions");
      }
    }
  }

  private boolean hasHadPartitions(String id, MessageListenerContainer container) {
    @Nullable Collection<TopicPartition> assigned = container.getAssignedPartitions();
    if (assigned != null && !assigned.isEmpty()) {
      hadPartitions.add(id);
    }
    return hadPartitions.contains(id);
  }
}
