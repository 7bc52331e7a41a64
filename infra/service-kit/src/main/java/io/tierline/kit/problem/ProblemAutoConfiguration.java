package io.tierline.kit.problem;

import io.micrometer.tracing.Tracer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** Every refusal in one form. */
@AutoConfiguration(
    afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
class ProblemAutoConfiguration {

  @Bean
  Problems problems(ObjectProvider<Tracer> tracer) {
    return new Problems(tracer.getIfAvailable());
  }

  @Bean
  ProblemWriter problemWriter(Problems problems, JsonMapper json) {
    return new ProblemWriter(problems, json);
  }

  @Bean
  ProblemAdvice problemAdvice(Problems problems) {
    return new ProblemAdvice(problems);
  }
}
