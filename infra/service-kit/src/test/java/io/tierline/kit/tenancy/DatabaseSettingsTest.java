package io.tierline.kit.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;

@DisplayName("The database's settings are checked at the start")
class DatabaseSettingsTest {

  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
          .withUserConfiguration(Settings.class);

  @Test
  void defaultsAreFilledIn() {
    context
        .withPropertyValues(
            "tierline.database.url=jdbc:postgresql://localhost/kit",
            "tierline.database.owner.username=o",
            "tierline.database.owner.password=secret",
            "tierline.database.app.username=a",
            "tierline.database.app.password=secret",
            "tierline.database.jobs.username=j",
            "tierline.database.jobs.password=secret")
        .run(
            started -> {
              DatabaseSettings settings = started.getBean(DatabaseSettings.class);
              assertThat(settings.pool().appConnectionsMax()).isEqualTo(10);
              assertThat(settings.pool().appLockTimeout()).isEqualTo(Duration.ofSeconds(10));
              assertThat(settings.toString()).doesNotContain("secret");
            });
  }

  @Test
  void aMissingRoleIsNamed() {
    context
        .withPropertyValues("tierline.database.url=jdbc:postgresql://localhost/kit")
        .run(
            failed -> {
              assertThat(failed).hasFailed();
              assertThat(failed.getStartupFailure())
                  .hasStackTraceContaining("tierline.database")
                  .hasStackTraceContaining("owner");
            });
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(DatabaseSettings.class)
  static class Settings {}
}
