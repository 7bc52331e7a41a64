package io.tierline.acceptance.bus;

import io.tierline.messaging.Inbox;
import io.tierline.messaging.Outbox;
import io.tierline.messaging.OutgoingMessage;
import io.tierline.messaging.Refill;
import io.tierline.testsupport.ServerProcess;
import io.tierline.testsupport.ServiceDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.DeferredImportSelector;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A service of which nothing is left but its traffic: clocks tick, each tick is a commit and a
 * message, and each message is a row. What the database acknowledged is printed, line by line.
 */
@SpringBootConfiguration
@Import({BusNode.Parts.class, BusNode.NothingToRefill.class})
public class BusNode {

  static final String CONSUMER = "faults.clocks";
  static final int CLOCKS = 20;
  private static final int THREADS = 3;

  static void main(String[] arguments) {
    application().run(arguments);
  }

  /**
   * A process that relays its share.
   *
   * @param arguments see {@link #arguments}
   */
  public static ServerProcess process(List<String> arguments, Path log) {
    return ServerProcess.java(
        List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"), BusNode.class.getName(), arguments, log);
  }

  /** With short leases and little patience, so that faults are over soon. */
  public static List<String> arguments(
      ServiceDatabase database, String jdbcUrl, String bootstrapServers, String topic) {
    return new ArrayList<>(
        List.of(
            "--node.topic=" + topic,
            "--tierline.service.name=faults",
            "--spring.datasource.url=" + jdbcUrl + "?socketTimeout=20",
            "--spring.datasource.username=faults_jobs",
            "--spring.datasource.password=faults_jobs",
            "--spring.datasource.hikari.maximum-pool-size=8",
            "--spring.datasource.hikari.connection-timeout=2000",
            "--spring.flyway.url=" + database.jdbcUrl(),
            "--spring.flyway.user=faults_owner",
            "--spring.flyway.password=faults_owner",
            "--spring.flyway.locations=classpath:db/faults",
            "--spring.kafka.bootstrap-servers=" + bootstrapServers,
            "--tierline.messaging.relay.lease=1s",
            "--tierline.messaging.relay.heartbeat-interval=200ms",
            "--tierline.messaging.relay.delivery-timeout=3s",
            "--tierline.messaging.inbox.retry-max=1s",
            "--logging.level.org.apache.kafka=error",
            "--logging.level.org.springframework.kafka=error"));
  }

  static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(BusNode.class)
        .properties("spring.config.name=bus-node", "spring.main.web-application-type=none")
        .properties("spring.main.keep-alive=true", "spring.main.banner-mode=off");
  }

  /** Only these, whatever else the class path of this module offers. */
  static final class Parts implements DeferredImportSelector {
    @Override
    public String[] selectImports(AnnotationMetadata node) {
      return new String[] {
        "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
        "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
        "org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration",
        "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration",
        "io.tierline.messaging.MessagingAutoConfiguration",
        "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
        "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration"
      };
    }
  }

  @Bean
  NewTopic topic(@Value("${node.topic}") String topic) {
    return TopicBuilder.name(topic).partitions(4).build();
  }

  @Bean
  @ConditionalOnBooleanProperty("node.consume")
  Reader reader(Inbox inbox, JdbcTemplate jdbc) {
    return new Reader(inbox, jdbc);
  }

  @Bean
  @ConditionalOnBooleanProperty("node.produce")
  Clocks clocks(
      Outbox outbox,
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      @Value("${node.topic}") String topic) {
    return new Clocks(outbox, jdbc, new TransactionTemplate(transactions), topic);
  }

  /** The outbox has everything from its beginning, and no topic is lost here. */
  static final class NothingToRefill implements BeanRegistrar {

    @Override
    public void register(BeanRegistry registry, Environment environment) {
      for (String topic :
          environment.getProperty(
              "tierline.messaging.watermark-topics", String[].class, new String[0])) {
        registry.registerBean(
            "nothing-to-refill-" + topic,
            Refill.class,
            bean -> bean.supplier(_ -> Refill.nothing(topic)));
      }
    }
  }

  static class Reader {

    private final Inbox inbox;
    private final JdbcTemplate jdbc;

    Reader(Inbox inbox, JdbcTemplate jdbc) {
      this.inbox = inbox;
      this.jdbc = jdbc;
    }

    @KafkaListener(topics = "${node.topic}", groupId = CONSUMER, concurrency = "2")
    void on(ConsumerRecord<String, byte[]> record) {
      inbox.once(
          CONSUMER,
          record,
          Ticked.class,
          ticked ->
              jdbc.update(
                  "insert into effect (clock, tick) values (?, ?)", ticked.clock(), ticked.tick()));
    }
  }

  /** Ticks until the process ends or the lifecycle does. */
  static final class Clocks implements SmartLifecycle {

    private static final Duration PAUSE = Duration.ofMillis(15);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(100);

    private final Outbox outbox;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final String topic;
    private volatile boolean running;

    Clocks(Outbox outbox, JdbcTemplate jdbc, TransactionTemplate transactions, String topic) {
      this.outbox = outbox;
      this.jdbc = jdbc;
      this.transactions = transactions;
      this.topic = topic;
    }

    @Override
    public void start() {
      running = true;
      for (int i = 0; i < THREADS; i++) {
        Thread.ofPlatform().daemon().start(this::tickUntilStopped);
      }
    }

    @Override
    public void stop() {
      running = false;
    }

    @Override
    public boolean isRunning() {
      return running;
    }

    private void tickUntilStopped() {
      while (running) {
        Duration pause = PAUSE;
        try {
          String clock = "clock-" + ThreadLocalRandom.current().nextInt(CLOCKS);
          Integer tick = transactions.execute(_ -> tick(clock));
          System.out.println("ACKNOWLEDGED " + clock + " " + tick);
        } catch (RuntimeException e) {
          // Committed or not: nobody can tell from here.
          System.out.println("UNSURE " + e);
          pause = PAUSE_AFTER_FAILURE;
        }
        try {
          Thread.sleep(pause);
        } catch (InterruptedException e) {
          return;
        }
      }
    }

    private Integer tick(String clock) {
      Integer tick =
          jdbc.queryForList(
                  """
                  insert into clock_face (clock, tick) values (?, 1)
                  on conflict (clock) do update set tick = clock_face.tick + 1 returning tick
                  """,
                  Integer.class,
                  clock)
              .getFirst();
      outbox.append(new OutgoingMessage(topic, clock, null, new Ticked(clock, tick)));
      return tick;
    }
  }
}
