package io.tierline.onboarding;

import io.tierline.testsupport.TestServers;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfiguration;

/** The whole service over HTTP, on real PostgreSQL and Kafka; one context for all tests. */
@Tag("servers")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = OnboardingService.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=onboarding",
      "tierline.poll.delay=100ms",
      "tierline.poll.verdict-pause=100ms",
      "tierline.operators[0].company=Registry House",
      "tierline.operators[0].currency=USD",
      "tierline.operators[0].contact-email=ops@registry.example",
      "tierline.operators[0].brand.name=Registry House",
      "tierline.operators[0].brand.support-email=help@registry.example",
      "tierline.operators[0].brand.reply-to=help@registry.example",
      "tierline.operators[0].client-id=operator",
      "tierline.operators[0].client-secret=operator-secret-of-the-tests",
      "tierline.operators[1].company=Other House",
      "tierline.operators[1].currency=JPY",
      "tierline.operators[1].calendar=jp",
      "tierline.operators[1].contact-email=ops@other.example",
      "tierline.operators[1].brand.name=Other House",
      "tierline.operators[1].brand.support-email=help@other.example",
      "tierline.operators[1].brand.reply-to=help@other.example",
      "tierline.operators[1].client-id=other",
      "tierline.operators[1].client-secret=other-secret-of-the-tests",
      "tierline.service-clients[0].client-id=ordering",
      "tierline.service-clients[0].client-secret=ordering-secret-of-the-tests",
      "tierline.service-clients[0].scopes[0]=quotes.chain"
    })
@ContextConfiguration(initializers = RunningService.Servers.class)
@Import(RunningService.BusinessTime.class)
public @interface RunningService {

  /** Where PostgreSQL and Kafka are. */
  final class Servers implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      var sources = context.getEnvironment().getPropertySources();
      sources.addFirst(
          new MapPropertySource(
              "database", TestServers.newServiceDatabase("onboarding").properties()));
      sources.addFirst(
          new MapPropertySource(
              "kafka",
              Map.of("spring.kafka.bootstrap-servers", TestServers.broker().bootstrapServers())));
    }
  }

  /** A clock that the tests move. */
  @TestConfiguration(proxyBeanMethods = false)
  class BusinessTime {

    @Bean
    MutableClock businessClock() {
      return new MutableClock(Instant.parse("2026-12-18T15:00:00Z"));
    }
  }
}
