package io.tierline.testsupport;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/**
 * A service's database with its three roles: {@code <service>_owner} runs the migrations, {@code
 * <service>_app} works for one seller at a time under row-level security, {@code <service>_jobs}
 * works for consumers and schedules.
 *
 * @param jdbcUrl where it is
 */
public record ServiceDatabase(String service, String jdbcUrl) {

  /**
   * Creates database and roles where they are missing. The password of each role is its name: for
   * servers that listen on the loopback address of one machine only.
   *
   * @param superuserUrl JDBC URL of the maintenance database, with the superuser's name
   */
  public static ServiceDatabase create(String superuserUrl, String service, String database) {
    try (Connection connection = DriverManager.getConnection(superuserUrl);
        Statement statement = connection.createStatement()) {
      for (String kind : List.of("owner", "app", "jobs")) {
        String role = service + "_" + kind;
        if (!exists(statement, "select from pg_roles where rolname = '%s'".formatted(role))) {
          statement.execute("create role %s login password '%s'".formatted(role, role));
        }
      }
      if (!exists(statement, "select from pg_database where datname = '%s'".formatted(database))) {
        statement.execute("create database %s owner %s_owner".formatted(database, service));
      }
      String url = superuserUrl.substring(0, superuserUrl.lastIndexOf('/') + 1) + database;
      return new ServiceDatabase(service, url);
    } catch (SQLException e) {
      throw new IllegalStateException("Could not create the database " + database, e);
    }
  }

  private static boolean exists(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  /** The settings by which a service finds it. */
  public Map<String, Object> properties() {
    return Map.of(
        "tierline.database.url", jdbcUrl,
        "tierline.database.owner.username", service + "_owner",
        "tierline.database.owner.password", service + "_owner",
        "tierline.database.app.username", service + "_app",
        "tierline.database.app.password", service + "_app",
        "tierline.database.jobs.username", service + "_jobs",
        "tierline.database.jobs.password", service + "_jobs");
  }
}
