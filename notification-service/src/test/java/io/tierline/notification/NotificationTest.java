package io.tierline.notification;

import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.tierline.contracts.OrderId;
import io.tierline.contracts.ordering.CustomerEvent;
import io.tierline.contracts.ordering.DomainEvent;
import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.notification.directory.Customers;
import io.tierline.notification.directory.Sellers;
import io.tierline.notification.reminder.Knowledge;
import io.tierline.notification.reminder.WatchedDomains;
import io.tierline.notification.round.Round;
import io.tierline.testsupport.Ports;
import io.tierline.testsupport.ServiceDatabase;
import io.tierline.testsupport.TestServers;
import io.tierline.testsupport.TokenIssuer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole service on a real PostgreSQL, a real Kafka and a real SMTP server. Rounds are run by
 * the tests; one context serves them all.
 */
@Tag("servers")
@SpringBootTest(
    classes = NotificationService.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "spring.config.name=notification")
@ContextConfiguration(
    initializers = NotificationTest.Servers.class,
    classes = {NotificationService.class, NotificationTest.Time.class})
abstract class NotificationTest {

  static final String NEUTRAL_DOMAIN = "domain-notices.example";

  private static final GreenMail MAIL = new GreenMail(mailServer());
  private static final ServiceDatabase DATABASE = TestServers.newServiceDatabase("notification");

  @Autowired TestClock clock;
  @Autowired Round round;
  @Autowired Knowledge knowledge;
  @Autowired Sellers sellers;
  @Autowired Customers customers;
  @Autowired WatchedDomains domains;
  @Autowired PlatformTransactionManager transactions;
  @Autowired JsonMapper json;
  @LocalServerPort int port;

  private static final List<Bus> BUSES = new ArrayList<>();

  private static ServerSetup mailServer() {
    ServerSetup setup = new ServerSetup(Ports.free(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
    setup.setServerStartupTimeout(Duration.ofMinutes(2).toMillis());
    return setup;
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Time {

    @Bean
    TestClock clock() {
      return new TestClock();
    }
  }

  static final class Servers
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      String bootstrap = TestServers.broker().bootstrapServers();
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
        admin.createTopics(
            List.of(
                new NewTopic(PartnerEvent.TOPIC, 4, (short) 1),
                new NewTopic(CustomerEvent.TOPIC, 4, (short) 1),
                new NewTopic(DomainEvent.TOPIC, 4, (short) 1)));
      }
      Map<String, Object> settings = new HashMap<>(DATABASE.properties());
      settings.putAll(TokenIssuer.shared().properties());
      settings.put("spring.kafka.bootstrap-servers", bootstrap);
      settings.put("spring.mail.host", "127.0.0.1");
      settings.put("spring.mail.port", MAIL.getSmtp().getServerSetup().getPort());
      settings.put("tierline.notification.neutral-from", "reminders@" + NEUTRAL_DOMAIN);
      settings.put("tierline.notification.bounces", "bounces@" + NEUTRAL_DOMAIN);
      settings.put("tierline.notification.helo-name", "mail." + NEUTRAL_DOMAIN);
      settings.put("tierline.notification.rounds.interval", "12h");
      settings.put("tierline.notification.delivery.retry-first", "100ms");
      settings.put("tierline.notification.delivery.retry-longest", "100ms");
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(new MapPropertySource("test", settings));
    }
  }

  @BeforeEach
  void anEmptyServiceAndMailbox() throws FolderException {
    if (!MAIL.isRunning()) {
      MAIL.start();
    }
    await().until(knowledge::isCurrent);
    MAIL.purgeEmailFromAllMailboxes();
    sql("truncate seller, customer, watched_domain, notice");
  }

  @AfterEach
  void closeBuses() {
    BUSES.forEach(Bus::close);
    BUSES.clear();
  }

  Bus bus() {
    Bus bus = new Bus(TestServers.broker().bootstrapServers(), json);
    BUSES.add(bus);
    return bus;
  }

  /** Runs rounds until it is so; business time stands still meanwhile. */
  void roundsUntil(BooleanSupplier condition) {
    await()
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              round.run();
              return condition.getAsBoolean();
            });
  }

  List<MimeMessage> mails() {
    return List.of(MAIL.getReceivedMessages());
  }

  List<MimeMessage> mailsTo(String address) {
    return mails().stream().filter(mail -> isTo(mail, address)).toList();
  }

  private static boolean isTo(MimeMessage mail, String address) {
    try {
      return mail.getAllRecipients()[0].toString().contains(address);
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  static void stopMailServer() {
    MAIL.stop();
  }

  static void startMailServer() {
    MAIL.start();
  }

  <T> T inBackground(java.util.function.Supplier<T> work) {
    return SellerScope.inBackground(
        () -> new TransactionTemplate(transactions).execute(_ -> work.get()));
  }

  String stateOf(OrderId order) {
    return queryOne("select state from notice where order_id = " + order);
  }

  static String queryOne(String query) {
    try (Connection connection = superuser();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "no row";
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  static void sql(String command) {
    try (Connection connection = superuser();
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    } catch (SQLException e) {
      throw new IllegalStateException(command, e);
    }
  }

  private static Connection superuser() throws SQLException {
    return DriverManager.getConnection(
        DATABASE.jdbcUrl().replaceAll("\\?.*", "") + "?user=postgres");
  }
}
