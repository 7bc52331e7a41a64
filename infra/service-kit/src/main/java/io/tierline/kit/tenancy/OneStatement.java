package io.tierline.kit.tenancy;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Reads in the current scope by one statement that needs no transaction around it: one way to the
 * database and back, where a transaction of one statement takes three. PostgreSQL runs what is sent
 * together as one transaction, so the seller is set for exactly this statement and gone after it.
 * One statement sees one snapshot; what must be read by several belongs in a transaction. Inside
 * one that runs it is one more statement of that transaction.
 */
public final class OneStatement {

  private static final String SET_SELLER = SellerScope.SET_SELLER + "; ";

  private final JdbcTemplate jdbc;

  OneStatement(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /** Makes something of the row at which the rows stand. */
  @FunctionalInterface
  public interface Row<T> {
    T of(ResultSet rows) throws SQLException;
  }

  /**
   * @param query a single select
   * @param values for its placeholders: texts, whole numbers, and arrays of them, which are
   *     PostgreSQL's arrays. The driver sends these with their type; for a value without one it
   *     asks the server first, which would end the transaction and with it the seller.
   * @throws IllegalArgumentException for a value of any other type
   */
  public <T> List<T> read(String query, Row<T> row, Object... values) {
    String seller =
        TransactionSynchronizationManager.isActualTransactionActive()
            ? null
            : SellerScope.sellerToSet();
    List<T> found = new ArrayList<>();
    jdbc.execute(
        seller == null ? query : SET_SELLER + query,
        (PreparedStatement statement) -> {
          bind(statement, seller, values);
          statement.execute();
          if (seller != null) {
            statement.getMoreResults();
          }
          try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
              found.add(row.of(rows));
            }
          }
          return found;
        });
    return found;
  }

  private static void bind(
      PreparedStatement statement, @Nullable String seller, @Nullable Object... values)
      throws SQLException {
    int next = 1;
    if (seller != null) {
      statement.setString(next++, seller);
    }
    for (Object value : values) {
      switch (value) {
        case String _, Long _, Integer _, long[] _, String[] _ ->
            statement.setObject(next++, value);
        case null, default ->
            throw new IllegalArgumentException("No type to send it with: " + value);
      }
    }
  }
}
