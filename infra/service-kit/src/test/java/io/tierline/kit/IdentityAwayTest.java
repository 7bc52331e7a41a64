package io.tierline.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.kit.Browser.Answer;
import io.tierline.kit.shop.ShopService;
import io.tierline.testsupport.Ports;
import io.tierline.testsupport.TestServers;
import io.tierline.testsupport.TokenIssuer;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfiguration;

@Tag("servers")
@SpringBootTest(
    classes = ShopService.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "spring.config.name=kit")
@ContextConfiguration(initializers = IdentityAwayTest.Away.class)
@Import(Browser.class)
@DisplayName("A service says so when it cannot do its work yet")
class IdentityAwayTest {

  @Autowired Browser browser;

  @Test
  void aTokenThatCannotBeVerifiedIsA503AndNot401Or500() {
    Answer answer =
        browser.get("/v1/things").as("5101").send().isProblem(503, "temporarily-unavailable");

    assertThat(answer.header("Retry-After")).isNotEmpty();
  }

  @Test
  void itIsAliveButNotReadyWhileItsConsumersAreStopped() {
    assertThat(browser.get("/actuator/health/liveness").send().status()).isEqualTo(200);
    Answer readiness = browser.get("/actuator/health/readiness").send();

    assertThat(readiness.status()).isEqualTo(503);
    assertThat(readiness.json().path("components").path("kafkaConsumers").path("status").asString())
        .isEqualTo("OUT_OF_SERVICE");
  }

  /** An issuer that is down, and listeners that were not started. */
  static final class Away implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      var sources = context.getEnvironment().getPropertySources();
      sources.addFirst(
          new MapPropertySource("database", TestServers.newServiceDatabase("kit").properties()));
      sources.addFirst(
          new MapPropertySource(
              "away",
              Map.of(
                  "tierline.identity.issuer",
                  TokenIssuer.shared().issuer(),
                  "tierline.identity.jwks-uri",
                  "http://127.0.0.1:" + Ports.free() + "/jwks",
                  "tierline.messaging.relay.enabled",
                  "false",
                  "spring.kafka.bootstrap-servers",
                  TestServers.broker().bootstrapServers(),
                  "spring.kafka.listener.auto-startup",
                  "false")));
    }
  }
}
