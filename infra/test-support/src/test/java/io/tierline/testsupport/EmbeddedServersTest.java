package io.tierline.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("servers")
class EmbeddedServersTest {

  @Test
  void aBrokerFindsItsRecordsAgainAfterARestart(@TempDir Path folder) throws Exception {
    int port = Ports.free();
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, port)) {
      try (Admin admin = Admin.create(settings(broker))) {
        admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1))).all().get();
      }
      try (var producer =
          new KafkaProducer<>(settings(broker), new StringSerializer(), new StringSerializer())) {
        producer.send(new ProducerRecord<>("kept", "key", "値")).get();
      }
    }
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, port);
        var consumer =
            new KafkaConsumer<>(
                settings(broker), new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition("kept", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      await()
          .untilAsserted(
              () ->
                  assertThat(consumer.poll(Duration.ofSeconds(1)))
                      .singleElement()
                      .satisfies(kept -> assertThat(kept.value()).isEqualTo("値")));
    }
  }

  @Test
  void aServiceDatabaseIsPostgres18AndItsAppRoleIsNoSuperuser() throws Exception {
    ServiceDatabase database = TestServers.newServiceDatabase("probe");
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), "probe_app", "probe_app");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select current_setting('server_version_num')::int / 10000, rolsuper, rolbypassrls
                from pg_roles where rolname = current_user
                """)) {
      assertThat(row.next()).isTrue();
      assertThat(row.getInt(1)).isEqualTo(18);
      assertThat(row.getBoolean(2)).isFalse();
      assertThat(row.getBoolean(3)).isFalse();
    }
  }

  private static Map<String, Object> settings(EmbeddedBroker broker) {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }
}
