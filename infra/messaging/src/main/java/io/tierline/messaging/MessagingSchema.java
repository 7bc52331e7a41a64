package io.tierline.messaging;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;

/**
 * The bus' own tables, in a schema and with a history of their own: brought up to date right before
 * the service's migrations, on the same data source, so that a service never thinks of them.
 *
 * @param service names the roles that may use them; empty where everyone owns everything
 */
public record MessagingSchema(String service) implements Callback {

  private static final String SCHEMA = "messaging";

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
    migrate(context.getConfiguration());
  }

  @Override
  public String getCallbackName() {
    return "messaging";
  }

  private void migrate(Configuration host) {
    Flyway.configure(host.getClassLoader())
        .dataSource(host.getDataSource())
        .schemas(SCHEMA)
        .defaultSchema(SCHEMA)
        .locations("classpath:db/messaging")
        .placeholders(Map.of("app", role("app"), "jobs", role("jobs")))
        .load()
        .migrate();
  }

  private String role(String kind) {
    return service.isEmpty() ? "" : service + "_" + kind;
  }
}
