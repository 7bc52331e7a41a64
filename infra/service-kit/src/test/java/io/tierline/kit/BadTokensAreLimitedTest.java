package io.tierline.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tierline.kit.shop.ShopService;
import io.tierline.testsupport.TestServers;
import io.tierline.testsupport.TokenIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
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
    properties = {
      "spring.config.name=kit",
      "tierline.http.rate.requests-per-minute=1",
      "tierline.http.rate.burst-requests=10",
      "tierline.http.rate.clients-per-address=2"
    })
@ContextConfiguration(initializers = BadTokensAreLimitedTest.Servers.class)
@Import(Browser.class)
@DisplayName("Who sends bad tokens is limited too, and cannot keep the issuer busy")
class BadTokensAreLimitedTest {

  private static final AtomicInteger KEYS_ASKED_FOR = new AtomicInteger();

  @Autowired Browser browser;

  @Test
  void badTokensAreLimitedByAddressAndTheKeysAreNotAskedForEachTime() {
    try (TokenIssuer stranger = TokenIssuer.start()) {
      for (int i = 0; i < 20; i++) {
        assertThat(
                browser
                    .get("/v1/things")
                    .header("Authorization", stranger.bearer("5301", "things.read"))
                    .send()
                    .status())
            .isEqualTo(401);
      }
      browser
          .get("/v1/things")
          .header("Authorization", stranger.bearer("5301", "things.read"))
          .send()
          .isProblem(429, "too-many-requests");
    }

    assertThat(KEYS_ASKED_FOR).hasValueBetween(1, 10);
  }

  /** An issuer that counts. */
  static final class Servers
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      var sources = context.getEnvironment().getPropertySources();
      sources.addFirst(
          new MapPropertySource("database", TestServers.newServiceDatabase("kit").properties()));
      sources.addFirst(
          new MapPropertySource(
              "around",
              Map.of(
                  "tierline.identity.issuer",
                  TokenIssuer.shared().issuer(),
                  "tierline.identity.jwks-uri",
                  "http://127.0.0.1:" + countingIssuer() + "/jwks",
                  "tierline.messaging.relay.enabled",
                  "false",
                  "spring.kafka.bootstrap-servers",
                  TestServers.broker().bootstrapServers())));
    }

    private static int countingIssuer() {
      try {
        HttpServer server =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
            "/jwks",
            exchange -> {
              KEYS_ASKED_FOR.incrementAndGet();
              byte[] none = "{\"keys\":[]}".getBytes(StandardCharsets.UTF_8);
              exchange.sendResponseHeaders(200, none.length);
              exchange.getResponseBody().write(none);
              exchange.close();
            });
        server.start();
        return server.getAddress().getPort();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
