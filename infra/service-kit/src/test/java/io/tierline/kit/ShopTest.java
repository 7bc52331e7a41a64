package io.tierline.kit;

import io.tierline.kit.shop.ShopService;
import io.tierline.testsupport.TestServers;
import io.tierline.testsupport.TokenIssuer;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfiguration;

/** The shop on real PostgreSQL behind a real port; one context for all tests. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = ShopService.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "spring.config.name=kit")
@ContextConfiguration(initializers = ShopTest.Servers.class)
@interface ShopTest {

  /** The servers' addresses, as an operator would set them. */
  final class Servers implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      var sources = context.getEnvironment().getPropertySources();
      sources.addFirst(
          new MapPropertySource("database", TestServers.newServiceDatabase("kit").properties()));
      sources.addFirst(new MapPropertySource("identity", TokenIssuer.shared().properties()));
    }
  }
}
