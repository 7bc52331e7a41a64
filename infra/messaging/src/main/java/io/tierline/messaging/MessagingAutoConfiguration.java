package io.tierline.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.tierline.messaging.inbox.InboxTables;
import io.tierline.messaging.inbox.JdbcInbox;
import io.tierline.messaging.inbox.KafkaLogStart;
import io.tierline.messaging.inbox.LogStart;
import io.tierline.messaging.outbox.Broker;
import io.tierline.messaging.outbox.JdbcOutbox;
import io.tierline.messaging.outbox.Refilling;
import io.tierline.messaging.outbox.Relay;
import io.tierline.messaging.outbox.RelaySettings;
import io.tierline.messaging.parking.DiscardParkedRecord;
import io.tierline.messaging.parking.JdbcParkedRecords;
import io.tierline.messaging.parking.ListenerRedelivery;
import io.tierline.messaging.parking.ParkedRecords;
import io.tierline.messaging.parking.Redelivery;
import io.tierline.messaging.parking.ReplayParkedKey;
import io.tierline.messaging.wire.Messages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.flywaydb.core.api.callback.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.function.SingletonSupplier;

/** The bus of a service: tables, outbox and relay, inbox and parking, Kafka defaults. */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration"
    },
    beforeName = {
      "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
      "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration"
    })
@EnableConfigurationProperties(MessagingProperties.class)
class MessagingAutoConfiguration {

  private static final Logger log = LoggerFactory.getLogger(MessagingAutoConfiguration.class);

  @Bean
  FlywayConfigurationCustomizer messagingSchema(
      @Value("${tierline.service.name:}") String service) {
    MessagingSchema schema = new MessagingSchema(service);
    return flyway -> {
      List<Callback> callbacks = new ArrayList<>(List.of(flyway.getCallbacks()));
      callbacks.add(schema);
      flyway.callbacks(callbacks.toArray(Callback[]::new));
    };
  }

  @Bean
  DatabaseHistory databaseHistory(DataSource dataSource) {
    return new DatabaseHistory(new JdbcTemplate(dataSource));
  }

  @Bean
  Messages messagingMessages() {
    return new Messages();
  }

  @Bean
  @ConditionalOnMissingBean
  Outbox outbox(
      DataSource dataSource,
      Messages messages,
      ObjectProvider<ObservationRegistry> observations,
      ObjectProvider<Relay> relay) {
    // Found once: among all beans that takes as long as a statement at the database.
    SingletonSupplier<Relay> woken = SingletonSupplier.ofNullable(relay::getIfAvailable);
    return new JdbcOutbox(
        new JdbcTemplate(dataSource),
        messages,
        observations.getIfAvailable(() -> ObservationRegistry.NOOP),
        () -> wake(woken.get()));
  }

  private static void wake(@Nullable Relay relay) {
    if (relay != null) {
      relay.wake();
    }
  }

  @Bean
  @ConditionalOnProperty(name = "tierline.messaging.relay.enabled", matchIfMissing = true)
  Relay relay(
      DataSource dataSource,
      Broker broker,
      ObjectProvider<BackgroundWork> background,
      Messages messages,
      ObjectProvider<WatermarkGate> gate,
      RelaySettings settings,
      ObjectProvider<MeterRegistry> meters) {
    return new Relay(
        dataSource,
        broker,
        background.getIfAvailable(() -> Runnable::run),
        messages,
        () -> gate.stream().allMatch(WatermarkGate::isOpen),
        settings,
        meters.getIfAvailable(SimpleMeterRegistry::new));
  }

  @Bean
  @ConditionalOnProperty(name = "tierline.messaging.relay.enabled", matchIfMissing = true)
  Refilling refilling(
      DataSource dataSource,
      Broker broker,
      KafkaAdmin admin,
      ObjectProvider<BackgroundWork> background,
      PlatformTransactionManager transactions,
      ObjectProvider<Refill> refills,
      RelaySettings settings,
      ObjectProvider<MeterRegistry> meters) {
    return new Refilling(
        broker,
        admin::initialize,
        background.getIfAvailable(() -> Runnable::run),
        new JdbcTemplate(dataSource),
        new TransactionTemplate(transactions),
        refills.stream().toList(),
        settings,
        meters.getIfAvailable(SimpleMeterRegistry::new));
  }

  @Bean
  RelaySettings relaySettings(
      MessagingProperties properties,
      @Value("${tierline.service.name:${spring.application.name:unnamed}}") String service) {
    MessagingProperties.Relay relay = properties.relay();
    return new RelaySettings(
        "/tierline/" + service,
        relay.batchMax(),
        relay.pollInterval(),
        relay.heartbeatInterval(),
        relay.lease(),
        relay.deliveryTimeout(),
        relay.keyRetryMax(),
        properties.watermarkTopics(),
        properties.watermarkInterval(),
        properties.fencedTopics());
  }

  @Bean
  Broker broker(
      ProducerFactory<?, ?> producerFactory,
      KafkaAdmin admin,
      MessagingProperties properties,
      @Value("${tierline.service.name:${spring.application.name:unnamed}}") String service) {
    Map<String, Object> client = new HashMap<>(producerFactory.getConfigurationProperties());
    client.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    client.put(ProducerConfig.CLIENT_ID_CONFIG, service + "-relay");
    client.put(ProducerConfig.ACKS_CONFIG, "all");
    client.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    client.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    client.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    client.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 50);
    client.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
    client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    int deliveryMillis = Math.toIntExact(properties.relay().deliveryTimeout().toMillis());
    client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryMillis);
    client.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(10_000, deliveryMillis));
    return new Broker(
        () -> producer(client),
        transactionalId -> producer(transactional(client, transactionalId)),
        () -> Admin.create(admin.getConfigurationProperties()));
  }

  @Bean
  ParkedRecords parkedRecords(DataSource dataSource) {
    return new JdbcParkedRecords(new JdbcTemplate(dataSource));
  }

  @Bean
  @ConditionalOnMissingBean
  Redelivery redelivery(ObjectProvider<KafkaListenerEndpointRegistry> listeners) {
    return record ->
        listeners.ifAvailable(registry -> new ListenerRedelivery(registry).deliver(record));
  }

  @Bean
  ReplayParkedKey replayParkedKey(
      ParkedRecords parked,
      Redelivery redelivery,
      ObjectProvider<BackgroundWork> background,
      PlatformTransactionManager transactions) {
    return new ReplayParkedKey(
        parked,
        redelivery,
        background.getIfAvailable(() -> Runnable::run),
        new TransactionTemplate(transactions));
  }

  @Bean
  DiscardParkedRecord discardParkedRecord(
      ParkedRecords parked,
      ObjectProvider<BackgroundWork> background,
      PlatformTransactionManager transactions) {
    return new DiscardParkedRecord(
        parked,
        background.getIfAvailable(() -> Runnable::run),
        new TransactionTemplate(transactions));
  }

  @Bean
  @ConditionalOnMissingBean
  LogStart logStart(KafkaAdmin admin) {
    return new KafkaLogStart(() -> Admin.create(admin.getConfigurationProperties()));
  }

  @Bean
  @ConditionalOnMissingBean
  Inbox inbox(
      DataSource dataSource,
      PlatformTransactionManager transactions,
      ObjectProvider<BackgroundWork> background,
      LogStart logStart,
      Messages messages,
      ParkedRecords parked,
      ReplayParkedKey replays,
      ObjectProvider<ObservationRegistry> observations,
      ObjectProvider<MeterRegistry> meters,
      MessagingProperties properties) {
    return new JdbcInbox(
        new JdbcInbox.Ground(
            new JdbcTemplate(dataSource),
            new TransactionTemplate(transactions),
            background.getIfAvailable(() -> Runnable::run),
            logStart),
        messages,
        parked,
        replays,
        new JdbcInbox.Watching(
            observations.getIfAvailable(() -> ObservationRegistry.NOOP),
            meters.getIfAvailable(SimpleMeterRegistry::new)),
        properties.inbox().attemptsMax());
  }

  @Bean
  MessagingLifecycle messagingLifecycle(
      ObjectProvider<Relay> relay,
      ObjectProvider<Refilling> refilling,
      DataSource dataSource,
      PlatformTransactionManager transactions,
      ObjectProvider<BackgroundWork> background,
      ParkedRecords parked,
      ReplayParkedKey replays,
      ObjectProvider<MeterRegistry> meters,
      MessagingProperties properties) {
    Maintenance maintenance =
        new Maintenance(
            new InboxTables(new JdbcTemplate(dataSource)),
            parked,
            replays,
            background.getIfAvailable(() -> Runnable::run),
            new TransactionTemplate(transactions),
            properties.inbox().retention(),
            meters.getIfAvailable(SimpleMeterRegistry::new));
    return new MessagingLifecycle(relay.getIfAvailable(), refilling.getIfAvailable(), maintenance);
  }

  @Bean
  @ConditionalOnMissingBean(CommonErrorHandler.class)
  CommonErrorHandler retryForEver(
      MessagingProperties properties, ObjectProvider<MeterRegistry> meters) {
    return RetryForEver.handler(
        properties.inbox().retryMax(), meters.getIfAvailable(SimpleMeterRegistry::new));
  }

  /**
   * The inbox notices what comes twice, so nobody waits for the broker to note an offset after each
   * record.
   */
  @Bean
  @ConditionalOnMissingBean(ContainerCustomizer.class)
  ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>>
      offsetsWithoutWaiting() {
    return container -> {
      ContainerProperties properties = container.getContainerProperties();
      properties.setSyncCommits(false);
      properties.setCommitCallback(
          (offsets, failure) -> {
            if (failure != null) {
              log.debug(
                  "Offsets were not noted; their records will come twice: {}", offsets, failure);
            }
          });
    };
  }

  private static Map<String, Object> transactional(
      Map<String, Object> client, String transactionalId) {
    Map<String, Object> own = new HashMap<>(client);
    own.put(ProducerConfig.CLIENT_ID_CONFIG, client.get(ProducerConfig.CLIENT_ID_CONFIG) + "-tx");
    own.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    own.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        client.get(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG));
    return own;
  }

  private static Producer<String, byte[]> producer(Map<String, Object> client) {
    return new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
  }
}
