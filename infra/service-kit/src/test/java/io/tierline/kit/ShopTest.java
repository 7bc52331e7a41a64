package io.tierline.kit;

import io.tierline.kit.shop.ShopService;
import io.tierline.testsupport.ServiceDatabase;
import io.tierline.testsupport.TestServers;
import io.tierline.testsupport.TokenIssuer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.test.context.ContextConfiguration;

/** The shop on real PostgreSQL and Kafka behind a real port; one context for all tests. */
@Tag("servers")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = ShopService.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "spring.config.name=kit")
@ContextConfiguration(initializers = ShopTest.Servers.class)
@Import(Browser.class)
public @interface ShopTest {

  /** The servers' addresses, as an operator would set them. */
  final class Servers implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      ServiceDatabase database = TestServers.newServiceDatabase("kit");
      context.getBeanFactory().registerSingleton("serviceDatabase", database);
      MutablePropertySources sources = context.getEnvironment().getPropertySources();
      sources.addFirst(new MapPropertySource("database", database.properties()));
      sources.addFirst(new MapPropertySource("identity", TokenIssuer.shared().properties()));
      sources.addFirst(
          new MapPropertySource(
              "bus",
              Map.of("spring.kafka.bootstrap-servers", TestServers.broker().bootstrapServers())));
    }
  }
}
