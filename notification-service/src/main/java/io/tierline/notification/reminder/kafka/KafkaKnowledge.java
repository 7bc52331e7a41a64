package io.tierline.notification.reminder.kafka;

import io.tierline.contracts.ordering.DomainEvent;
import io.tierline.notification.reminder.Knowledge;
import java.time.Duration;
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
  private static final long GOAL_NANOS_MAX = Duration.ofMinutes(1).toNanos();

  private final KafkaAdmin kafka;
  private @Nullable Admin admin;
  private @Nullable Goal goal;

  /**
   * What is to be read before the answer is yes. Kept from one question to the next, because under
   * a steady stream the newest record is always unread; but not for long, because a process that
   * was suspended must not trust what it saw before.
   *
   * @param ends end of each partition
   * @param seenNanos when they were looked at
   */
  private record Goal(Map<TopicPartition, Long> ends, long seenNanos) {

    boolean isStale() {
      return System.nanoTime() - seenNanos > GOAL_NANOS_MAX;
    }
  }

  KafkaKnowledge(KafkaAdmin kafka) {
    this.kafka = kafka;
  }

  @Override
  public synchronized boolean isCurrent() {
    try {
      Goal present = goal;
      if (present == null || present.isStale()) {
        present = new Goal(offsets(partitions(), OffsetSpec.latest()), System.nanoTime());
      }
      boolean current = isRead(present.ends());
      goal = current ? null : present;
      return current;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      LOG.warn("Reminders wait: the bus does not say whether all facts about domains are read", e);
      return false;
    }
  }

  private boolean isRead(Map<TopicPartition, Long> ends)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, OffsetAndMetadata> read =
        answer(
            admin().listConsumerGroupOffsets(DomainListener.GROUP).partitionsToOffsetAndMetadata());
    Set<TopicPartition> neverRead =
        ends.keySet().stream()
            .filter(partition -> read.get(partition) == null)
            .collect(Collectors.toSet());
    Map<TopicPartition, Long> starts =
        neverRead.isEmpty() ? Map.of() : offsets(neverRead, OffsetSpec.earliest());
    return ends.entrySet().stream()
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
