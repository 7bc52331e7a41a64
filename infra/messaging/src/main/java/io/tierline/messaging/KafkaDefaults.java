package io.tierline.messaging;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * What Kafka clients of a service do unless its own settings say otherwise. Records arrive as bytes
 * and are decoded inside the inbox, so that an unreadable one is handled like any other; offsets
 * follow each record.
 */
final class KafkaDefaults implements EnvironmentPostProcessor {

  private static final String BYTES = "org.apache.kafka.common.serialization.ByteArray";
  private static final String STRINGS = "org.apache.kafka.common.serialization.String";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    Map<String, Object> defaults = new LinkedHashMap<>();
    defaults.put("spring.kafka.consumer.key-deserializer", STRINGS + "Deserializer");
    defaults.put("spring.kafka.consumer.value-deserializer", BYTES + "Deserializer");
    defaults.put("spring.kafka.consumer.auto-offset-reset", "earliest");
    defaults.put("spring.kafka.consumer.enable-auto-commit", "false");
    // Topics of a service that starts later are found soon.
    defaults.put("spring.kafka.consumer.properties.metadata.max.age.ms", "2000");
    defaults.put("spring.kafka.producer.key-serializer", STRINGS + "Serializer");
    defaults.put("spring.kafka.producer.value-serializer", BYTES + "Serializer");
    defaults.put("spring.kafka.producer.acks", "all");
    defaults.put("spring.kafka.listener.ack-mode", "record");
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("tierline-messaging-kafka-defaults", defaults));
  }
}
