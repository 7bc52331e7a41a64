package io.tierline.kit.idempotency;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** What is sent twice acts once. */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
      "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
      "io.tierline.kit.tenancy.TenancyAutoConfiguration"
    })
@EnableConfigurationProperties(IdempotencySettings.class)
class IdempotencyAutoConfiguration {

  @Bean
  OnceOnly onceOnly(
      PlatformTransactionManager transactions,
      JdbcClient jdbc,
      JsonMapper json,
      IdempotencySettings settings) {
    return new OnceOnly(transactions, new Answers(jdbc, json), settings);
  }

  @Bean
  IdempotencyKeys idempotencyKeys(JdbcClient jdbc) {
    return new JdbcIdempotencyKeys(jdbc);
  }

  @Bean
  ForgetOldKeys forgetOldKeys(JdbcClient jdbc, IdempotencySettings settings) {
    return new ForgetOldKeys(jdbc, settings);
  }
}
