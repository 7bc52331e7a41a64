package io.tierline.messaging;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tierline.messaging.outbox.Broker;
import io.tierline.messaging.outbox.Relay;
import io.tierline.messaging.outbox.RelaySettings;
import io.tierline.messaging.wire.Messages;
import io.tierline.testsupport.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A relay beside the context's own, whose way to the broker a test can disturb. */
final class SecondRelay {

  private SecondRelay() {}

  static Relay of(DataSource dataSource, Broker broker) {
    return new Relay(
        dataSource,
        broker,
        Runnable::run,
        new Messages(),
        () -> true,
        new RelaySettings(
            "/tierline/second",
            100,
            Duration.ofMillis(25),
            Duration.ofMillis(100),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            List.of(),
            Duration.ofMillis(50),
            List.of(ParcelEvent.COMPACTED_TOPIC)),
        new SimpleMeterRegistry());
  }

  static Producer<String, byte[]> plain() {
    return producer(Map.of("bootstrap.servers", servers()));
  }

  static Producer<String, byte[]> transactional(String id) {
    return producer(Map.of("bootstrap.servers", servers(), "transactional.id", id));
  }

  static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", servers()));
  }

  private static Producer<String, byte[]> producer(Map<String, Object> settings) {
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  private static String servers() {
    return TestServers.broker().bootstrapServers();
  }
}
