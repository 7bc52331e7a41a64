package io.tierline.ordering;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Money and what it buys. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class OrderingService {

  public static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(OrderingService.class)
        .properties("spring.config.name=ordering");
  }

  public static void main(String[] args) {
    application().run(args);
  }
}
