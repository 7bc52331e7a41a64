package io.tierline.kit.audit;

import io.tierline.kit.ServiceSettings;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The audit trail. */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
      "io.tierline.kit.ServiceKitAutoConfiguration"
    })
class AuditAutoConfiguration {

  @Bean
  AuditTrail auditTrail(JdbcClient jdbc, Clock clock, ServiceSettings service) {
    return new JdbcAuditTrail(jdbc, clock, service);
  }
}
