package io.tierline.kit.shop;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

@SpringBootApplication
public class ShopService {

  public static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(ShopService.class).properties("spring.config.name=kit");
  }
}
