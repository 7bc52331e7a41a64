package io.tierline.kit.tenancy;

import io.tierline.kit.tenancy.SellerScope.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Hands out a connection of the role that the current scope works with. Both roles have a pool of
 * their own, so that a seller's request can never get a connection that was the jobs' role before.
 */
final class SellerRoutingDataSource extends AbstractDataSource {

  private final DataSource app;
  private final DataSource jobs;

  SellerRoutingDataSource(DataSource app, DataSource jobs) {
    this.app = app;
    this.jobs = jobs;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return switch (SellerScope.current()) {
      case Scope.Background _ -> jobs.getConnection();
      case Scope.Seller _ -> app.getConnection();
      case null -> app.getConnection();
    };
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    throw new SQLException("The scope decides with which role the database is entered");
  }
}
