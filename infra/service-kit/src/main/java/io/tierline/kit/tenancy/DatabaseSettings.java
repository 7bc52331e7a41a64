package io.tierline.kit.tenancy;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The service's database and the three roles it is entered with.
 *
 * @param url JDBC URL
 * @param owner owns the tables and runs the migrations, nothing else
 * @param app works for one seller at a time, under row-level security
 * @param jobs works for consumers, schedules and whole chains of sellers
 */
@ConfigurationProperties("tierline.database")
@Validated
public record DatabaseSettings(
    @NotBlank String url,
    @Valid @NotNull Role owner,
    @Valid @NotNull Role app,
    @Valid @NotNull Role jobs,
    @Valid @DefaultValue Pool pool) {

  /** A login role. */
  public record Role(@NotBlank String username, @NotNull String password) {

    @Override
    public String toString() {
      return "Role[username=" + username + "]";
    }
  }

  /**
   * @param appConnectionsMax how many transactions of requests run at once
   * @param jobsConnectionsMax how many transactions of consumers and schedules run at once
   * @param acquireTimeout how long work waits for a free connection before it is refused
   * @param appStatementTimeout after which PostgreSQL cancels a statement of a request
   * @param jobsStatementTimeout after which PostgreSQL cancels a statement of a job
   * @param appLockTimeout how long a statement of a request waits for a row another one holds
   * @param jobsLockTimeout the same for a job
   * @param idleInTransactionTimeout after which PostgreSQL ends a connection whose transaction does
   *     nothing
   */
  public record Pool(
      @DefaultValue("10") @Min(1) @Max(500) int appConnectionsMax,
      @DefaultValue("8") @Min(1) @Max(500) int jobsConnectionsMax,
      @DefaultValue("5s") @NotNull Duration acquireTimeout,
      @DefaultValue("30s") @NotNull Duration appStatementTimeout,
      @DefaultValue("5m") @NotNull Duration jobsStatementTimeout,
      @DefaultValue("10s") @NotNull Duration appLockTimeout,
      @DefaultValue("30s") @NotNull Duration jobsLockTimeout,
      @DefaultValue("2m") @NotNull Duration idleInTransactionTimeout) {}
}
