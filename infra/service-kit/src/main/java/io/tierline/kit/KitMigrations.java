package io.tierline.kit;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.core.Ordered;

/**
 * The kit's own tables, in a schema and with a history of their own, so that a service's migrations
 * stay contiguous. They are migrated before the service's, by the same role.
 */
final class KitMigrations implements FlywayConfigurationCustomizer, Ordered {

  private static final String SCHEMA = "service_kit";

  private final ServiceSettings service;

  KitMigrations(ServiceSettings service) {
    this.service = service;
  }

  /** Late, so that callbacks others set are known and kept. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void customize(FluentConfiguration services) {
    Stream<Callback> others = Arrays.stream(services.getCallbacks());
    services.callbacks(
        Stream.concat(others, Stream.of(new BeforeTheService())).toArray(Callback[]::new));
  }

  private final class BeforeTheService extends BaseCallback {

    @Override
    public boolean supports(Event event, Context context) {
      return event == Event.BEFORE_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
      return true;
    }

    @Override
    public void handle(Event event, Context context) {
      Flyway.configure()
          .dataSource(context.getConfiguration().getDataSource())
          .locations("classpath:io/tierline/kit/db")
          .schemas(SCHEMA)
          .placeholders(Map.of("service", service.name()))
          .load()
          .migrate();
    }
  }
}
