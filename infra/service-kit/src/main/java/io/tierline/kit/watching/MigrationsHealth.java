package io.tierline.kit.watching;

import org.flywaydb.core.Flyway;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Up when no migration is pending. Asked until it is so; nothing brings one back. */
final class MigrationsHealth extends AbstractHealthIndicator {

  private final Flyway flyway;
  private volatile boolean done;

  MigrationsHealth(Flyway flyway) {
    this.flyway = flyway;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    if (!done) {
      done = flyway.info().pending().length == 0;
    }
    if (done) {
      health.up();
    } else {
      health.outOfService();
    }
  }
}
