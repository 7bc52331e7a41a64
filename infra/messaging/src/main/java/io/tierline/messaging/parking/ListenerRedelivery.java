package io.tierline.messaging.parking;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.AcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.AcknowledgingMessageListener;
import org.springframework.kafka.listener.ConsumerAwareMessageListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.support.Acknowledgment;

/**
 * Calls the {@code @KafkaListener} methods that read the topic, as their container would. So a
 * replayed record takes the very way of a first delivery, whatever its listener does with it.
 */
public final class ListenerRedelivery implements Redelivery {

  private final KafkaListenerEndpointRegistry listeners;

  public ListenerRedelivery(KafkaListenerEndpointRegistry listeners) {
    this.listeners = listeners;
  }

  @Override
  public void deliver(ConsumerRecord<String, byte[]> record) {
    for (MessageListenerContainer container : listeners.getListenerContainers()) {
      if (reads(container.getContainerProperties(), record.topic())) {
        call(container.getContainerProperties().getMessageListener(), record);
      }
    }
  }

  private static boolean reads(ContainerProperties properties, String topic) {
    String[] topics = properties.getTopics();
    Pattern pattern = properties.getTopicPattern();
    return (topics != null && List.of(topics).contains(topic))
        || (pattern != null && pattern.matcher(topic).matches())
        || (properties.getTopicPartitions() != null
            && Arrays.stream(properties.getTopicPartitions())
                .anyMatch(partition -> partition.getTopic().equals(topic)));
  }

  @SuppressWarnings("unchecked")
  private static void call(@Nullable Object listener, ConsumerRecord<String, byte[]> record) {
    switch (listener) {
      case null -> {
        // A container that was never given one.
      }
      case AcknowledgingConsumerAwareMessageListener<?, ?> both ->
          ((AcknowledgingConsumerAwareMessageListener<String, byte[]>) both)
              .onMessage(record, null, null);
      case AcknowledgingMessageListener<?, ?> acknowledging ->
          ((AcknowledgingMessageListener<String, byte[]>) acknowledging)
              .onMessage(record, (Acknowledgment) null);
      case ConsumerAwareMessageListener<?, ?> aware ->
          ((ConsumerAwareMessageListener<String, byte[]>) aware)
              .onMessage(record, (Consumer<?, ?>) null);
      case MessageListener<?, ?> plain ->
          ((MessageListener<String, byte[]>) plain).onMessage(record);
      default -> {
        // A batch listener does not use the inbox.
      }
    }
  }
}
