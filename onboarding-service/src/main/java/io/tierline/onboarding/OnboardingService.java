package io.tierline.onboarding;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Partners: signup, holds, API keys, brand. */
@SpringBootApplication
public class OnboardingService {

  /** Reads {@code onboarding.yml}, so that several services can share a class path. */
  public static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(OnboardingService.class)
        .properties("spring.config.name=onboarding");
  }

  public static void main(String[] arguments) {
    application().run(arguments);
  }
}
