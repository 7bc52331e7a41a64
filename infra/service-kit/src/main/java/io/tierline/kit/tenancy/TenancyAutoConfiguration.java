package io.tierline.kit.tenancy;

import com.zaxxer.hikari.HikariDataSource;
import io.tierline.kit.ServiceSettings;
import io.tierline.kit.tenancy.DatabaseSettings.Role;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Two pools, one data source that chooses between them by scope, and the owner's role for Flyway.
 */
@AutoConfiguration(
    beforeName = {
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
      "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
    })
@EnableConfigurationProperties(DatabaseSettings.class)
class TenancyAutoConfiguration {

  private static final int IDLE_CONNECTIONS = 1;

  /**
   * A request's statements are few, come again and again, and find a seller's rows by their keys:
   * to plan each anew for its values took longer than to run it.
   */
  private static final String PLANNED_ONCE = " -c plan_cache_mode=force_generic_plan";

  @Bean(defaultCandidate = false)
  HikariDataSource appPool(DatabaseSettings database, ServiceSettings service) {
    DatabaseSettings.Pool pool = database.pool();
    return pool(
        database,
        database.app(),
        service.name() + "-app",
        new Limits(pool.appConnectionsMax(), pool.appStatementTimeout(), pool.appLockTimeout()),
        PLANNED_ONCE);
  }

  @Bean(defaultCandidate = false)
  HikariDataSource jobsPool(DatabaseSettings database, ServiceSettings service) {
    DatabaseSettings.Pool pool = database.pool();
    return pool(
        database,
        database.jobs(),
        service.name() + "-jobs",
        new Limits(pool.jobsConnectionsMax(), pool.jobsStatementTimeout(), pool.jobsLockTimeout()),
        "");
  }

  @Bean
  @Primary
  DataSource dataSource(
      @Qualifier("appPool") HikariDataSource appPool,
      @Qualifier("jobsPool") HikariDataSource jobsPool) {
    return new SellerRoutingDataSource(appPool, jobsPool);
  }

  @Bean
  PlatformTransactionManager transactionManager(DataSource dataSource) {
    return new SellerTransactionManager(dataSource);
  }

  @Bean
  OneStatement oneStatement(DataSource dataSource) {
    return new OneStatement(dataSource);
  }

  @Bean
  @ConditionalOnMissingBean
  FlywayConnectionDetails ownerConnection(DatabaseSettings database) {
    return new OwnerConnection(database);
  }

  private static HikariDataSource pool(
      DatabaseSettings database, Role role, String name, Limits limits, String more) {
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName(name);
    pool.setJdbcUrl(database.url());
    pool.setUsername(role.username());
    pool.setPassword(role.password());
    pool.setMaximumPoolSize(limits.connectionsMax());
    pool.setMinimumIdle(IDLE_CONNECTIONS);
    pool.setConnectionTimeout(database.pool().acquireTimeout().toMillis());
    pool.addDataSourceProperty("ApplicationName", name);
    pool.addDataSourceProperty("tcpKeepAlive", "true");
    pool.addDataSourceProperty(
        "options",
        "-c statement_timeout=%d -c lock_timeout=%d -c idle_in_transaction_session_timeout=%d%s"
            .formatted(
                limits.statementTimeout().toMillis(),
                limits.lockTimeout().toMillis(),
                database.pool().idleInTransactionTimeout().toMillis(),
                more));
    return pool;
  }

  private record Limits(int connectionsMax, Duration statementTimeout, Duration lockTimeout) {}

  private record OwnerConnection(DatabaseSettings database) implements FlywayConnectionDetails {

    @Override
    public String getUsername() {
      return database.owner().username();
    }

    @Override
    public String getPassword() {
      return database.owner().password();
    }

    @Override
    public String getJdbcUrl() {
      return database.url();
    }
  }
}
