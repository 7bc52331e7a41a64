package io.tierline.messaging;

import io.tierline.testsupport.ServiceDatabase;
import io.tierline.testsupport.TestServers;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A service with nothing but the bus. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({BusTestApplication.Effects.class, BusTestApplication.Listeners.class})
public class BusTestApplication {

  static final String CONSUMER = "bus.parcels";
  static final String COMPACTED_CONSUMER = "bus.tracking";

  static final ServiceDatabase DATABASE = TestServers.newServiceDatabase("bus");

  /** Settings of a service on the tests' servers. */
  static Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>();
    properties.put("tierline.service.name", "bus");
    properties.put("spring.kafka.bootstrap-servers", TestServers.broker().bootstrapServers());
    properties.put("spring.datasource.url", DATABASE.jdbcUrl());
    properties.put("spring.datasource.username", "bus_jobs");
    properties.put("spring.datasource.password", "bus_jobs");
    properties.put("spring.datasource.hikari.maximum-pool-size", "12");
    properties.put("spring.flyway.url", DATABASE.jdbcUrl());
    properties.put("spring.flyway.user", "bus_owner");
    properties.put("spring.flyway.password", "bus_owner");
    properties.put("spring.flyway.locations", "classpath:db/bus");
    properties.put("spring.main.web-application-type", "none");
    properties.put("tierline.messaging.watermark-topics", ParcelEvent.COMPACTED_TOPIC);
    properties.put("tierline.messaging.watermark-interval", "50ms");
    properties.put("tierline.messaging.relay.lease", "2s");
    return properties;
  }

  static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(BusTestApplication.class).properties(properties());
  }

  @Bean
  NewTopic parcels() {
    return TopicBuilder.name(ParcelEvent.TOPIC).partitions(4).build();
  }

  @Bean
  NewTopic tracking() {
    return TopicBuilder.name(ParcelEvent.COMPACTED_TOPIC).partitions(4).compact().build();
  }

  @Bean
  Refill trackingIsNeverLost() {
    return Refill.nothing(ParcelEvent.COMPACTED_TOPIC);
  }

  @Bean
  TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
    return new TransactionTemplate(transactions);
  }

  /** What happens with a message, unless a test wants something else for its key. */
  static class Effects {

    final Map<String, Consumer<ParcelEvent>> byKey = new ConcurrentHashMap<>();
    private final JdbcTemplate jdbc;

    Effects(JdbcTemplate jdbc) {
      this.jdbc = jdbc;
    }

    void apply(String consumer, ConsumerRecord<String, byte[]> record, ParcelEvent event) {
      byKey.getOrDefault(record.key(), _ -> {}).accept(event);
      String what =
          switch (event) {
            case ParcelEvent.ParcelMoved moved -> Integer.toString(moved.step());
            case ParcelEvent.ParcelPaid paid -> paid.price() + " at " + paid.paidAt();
          };
      jdbc.update(
          "insert into effect (consumer, key, what) values (?, ?, ?)",
          consumer,
          record.key(),
          what);
    }
  }

  static class Listeners {

    private final Inbox inbox;
    private final Effects effects;

    Listeners(Inbox inbox, Effects effects) {
      this.inbox = inbox;
      this.effects = effects;
    }

    @KafkaListener(topics = ParcelEvent.TOPIC, groupId = CONSUMER)
    void onParcel(ConsumerRecord<String, byte[]> record) {
      inbox.once(
          CONSUMER, record, ParcelEvent.class, event -> effects.apply(CONSUMER, record, event));
    }

    @KafkaListener(topics = ParcelEvent.COMPACTED_TOPIC, groupId = COMPACTED_CONSUMER)
    void onTracking(ConsumerRecord<String, byte[]> record) {
      inbox.newest(
          COMPACTED_CONSUMER,
          record,
          ParcelEvent.class,
          event -> effects.apply(COMPACTED_CONSUMER, record, event));
    }
  }
}
