package io.tierline.notification.reminder.kafka;

import io.tierline.contracts.ordering.DomainEvent;
import io.tierline.notification.reminder.Knowledge;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** Compares what the bus holds about domains with what our consumers have finished. */
@Component
final class KafkaKnowledge implements Knowledge, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaKnowledge.class);
  private static final int ANSWER_SECONDS_MAX = 10;

  private final KafkaAdmin kafka;
  private @Nullable Admin admin;
  private @Nullable Map<TopicPartition, Long> toBeRead;

  KafkaKnowledge(KafkaAdmin kafka) {
    this.kafka = kafka;
  }

  @Override
  public synchronized boolean isCurrent() {
    try {
      Map<TopicPartition, Long> ends = offsets(partitions(), OffsetSpec.latest());
      Map<TopicPartition, Long> goal = toBeRead == null ? ends : toBeRead;
      boolean current = isRead(goal);
      toBeRead = current ? ends : goal;
      return current;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      LOG.warn("Reminders wait: the bus does not say whether all facts about domains are read", e);
      return false;
    }
  }

  private boolean isRead(Map<TopicPartition, Long> goal)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetAndMetadata> read =
        answer(
            admin().listConsumerGroupOffsets(DomainListener.GROUP).partitionsToOffsetAndMetadata());
    Set<TopicPartition> neverRead =
        goal.keySet().stream()
            .filter(partition -> read.get(partition) == null)
            .collect(Collectors.toSet());
    Map<TopicPartition, Long> starts =
        neverRead.isEmpty() ? Map.of() : offsets(neverRead, OffsetSpec.earliest());
    return goal.entrySet().stream()
        .allMatch(
            end -> {
              OffsetAndMetadata done = read.get(end.getKey());
              long position = done == null ? starts.getOrDefault(end.getKey(), 0L) : done.offset();
              return position >= end.getValue();
            });
  }

  private Set<TopicPartition> partitions()
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      TopicDescription topic =
          Objects.requireNonNull(
              answer(admin().describeTopics(Set.of(DomainEvent.TOPIC)).allTopicNames())
                  .get(DomainEvent.TOPIC));
      return topic.partitions().stream()
          .map(partition -> new TopicPartition(DomainEvent.TOPIC, partition.partition()))
          .collect(Collectors.toSet());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Set.of();
      }
      throw e;
    }
  }

  private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec)
      throws InterruptedException, ExecutionException, TimeoutException {
    var offsets =
        answer(
            admin()
                .listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, p -> spec)))
                .all());
    return offsets.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, offset -> offset.getValue().offset()));
  }

  private static <T> T answer(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
  }

  private Admin admin() {
    Admin existing = admin;
    if (existing == null) {
      existing = Admin.create(kafka.getConfigurationProperties());
      admin = existing;
    }
    return existing;
  }

  @Override
  public synchronized void destroy() {
    if (admin != null) {
      admin.close();
    }
  }
}
