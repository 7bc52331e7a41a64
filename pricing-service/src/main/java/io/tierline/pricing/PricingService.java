package io.tierline.pricing;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Prices: catalog, price books, quotes, price-change events. */
@SpringBootApplication
@EnableScheduling
@EnableConfigurationProperties(PricingSettings.class)
public class PricingService {

  public static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(PricingService.class)
        .properties("spring.config.name=pricing");
  }

  public static void main(String[] args) {
    application().run(args);
  }
}
