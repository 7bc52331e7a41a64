package io.tierline.ordering.world;

import static java.util.Map.entry;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.tierline.contracts.partner.ApiKeyEvent;
import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.contracts.pricing.TldEvent;
import io.tierline.ordering.OrderingService;
import io.tierline.testsupport.TestServers;
import io.tierline.testsupport.TokenIssuer;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;
import org.springframework.test.context.ContextConfiguration;

/** The service with a real database and a real broker, and pricing played by WireMock. */
@Tag("servers")
@SpringBootTest(
    classes = OrderingService.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "spring.config.name=ordering")
@ContextConfiguration(initializers = OrderingTest.Servers.class)
@Import({OrderingTest.Beans.class, World.class, Bus.class})
public abstract class OrderingTest {

  public static final WireMockServer PRICING =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());

  @Autowired protected World world;

  @BeforeEach
  void quietWorld() {
    world.reset();
  }

  static final class Servers
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      PRICING.start();
      var sources = context.getEnvironment().getPropertySources();
      sources.addFirst(
          new MapPropertySource(
              "database", TestServers.newServiceDatabase("ordering").properties()));
      sources.addFirst(new MapPropertySource("identity", TokenIssuer.shared().properties()));
      sources.addFirst(
          new MapPropertySource(
              "servers",
              Map.ofEntries(
                  entry("spring.kafka.bootstrap-servers", TestServers.broker().bootstrapServers()),
                  entry("tierline.pricing.url", PRICING.baseUrl()),
                  entry("tierline.pricing.token-url", PRICING.baseUrl() + "/oauth2/token"),
                  entry("tierline.pricing.client-secret", "secret"),
                  entry("tierline.pricing.connect-timeout", "20s"),
                  entry("tierline.pricing.answer-timeout", "5s"),
                  entry("tierline.pricing.open-for", "200ms"),
                  entry("tierline.registry.simulator.answer-timeout", "300ms"),
                  entry("tierline.orders.recover-after", "300ms"),
                  entry("tierline.orders.recover-poll", "50ms"))));
    }
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Beans {

    @Bean
    Clock clock() {
      return new AdjustableClock();
    }

    /** Declared by other services in real life. */
    @Bean
    NewTopics topicsOfOthers() {
      return new NewTopics(
          TopicBuilder.name(PartnerEvent.TOPIC).partitions(4).build(),
          TopicBuilder.name(ApiKeyEvent.TOPIC).partitions(4).build(),
          TopicBuilder.name(TldEvent.TOPIC).partitions(4).compact().build());
    }
  }
}
