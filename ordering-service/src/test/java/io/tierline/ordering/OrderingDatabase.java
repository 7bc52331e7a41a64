package io.tierline.ordering;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tierline.testsupport.ServiceDatabase;
import io.tierline.testsupport.TestServers;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** The service's migrated database without the service: for tests of what the database keeps. */
public final class OrderingDatabase {

  private static final OrderingDatabase SHARED = new OrderingDatabase();

  private final Map<String, Object> settings;

  private OrderingDatabase() {
    ServiceDatabase database = TestServers.newServiceDatabase("ordering");
    settings = database.properties();
    Flyway.configure()
        .dataSource(database.jdbcUrl(), "ordering_owner", "ordering_owner")
        .locations("classpath:db/ordering")
        .load()
        .migrate();
  }

  public static OrderingDatabase shared() {
    return SHARED;
  }

  /** Connections of one role: {@code app}, {@code jobs} or {@code owner}. */
  public DSLContext as(String role) {
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(String.valueOf(settings.get("tierline.database.url")));
    pool.setUsername("ordering_" + role);
    pool.setPassword("ordering_" + role);
    pool.setMaximumPoolSize(16);
    pool.setMinimumIdle(0);
    return DSL.using(new HikariDataSource(pool), SQLDialect.POSTGRES);
  }
}
