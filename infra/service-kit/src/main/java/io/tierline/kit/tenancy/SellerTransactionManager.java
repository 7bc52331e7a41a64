package io.tierline.kit.tenancy;

import io.tierline.kit.tenancy.SellerScope.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DelegatingTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells PostgreSQL at the start of each transaction for which seller it runs, and how isolated, on
 * one way to it together with the begin. The setting ends with the transaction, so a connection
 * goes back to its pool without a seller; it is also set (to nothing) outside a seller's scope, so
 * that whatever was left on the connection does not count.
 */
final class SellerTransactionManager extends JdbcTransactionManager {

  SellerTransactionManager(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected void doBegin(Object transaction, TransactionDefinition definition) {
    super.doBegin(transaction, new IsolatedHere(definition));
    TransactionSynchronizationManager.bindResource(this, new Running(SellerScope.current()));
  }

  /**
   * Hides the isolation from Spring, which would ask the connection for its own, set another and
   * set it back: three ways to the database for each transaction.
   */
  private static final class IsolatedHere extends DelegatingTransactionDefinition {

    private final int isolation;

    IsolatedHere(TransactionDefinition definition) {
      super(definition);
      this.isolation = definition.getIsolationLevel();
    }

    @Override
    public int getIsolationLevel() {
      return ISOLATION_DEFAULT;
    }

    /** Empty for the database's own. */
    String statement() {
      return switch (isolation) {
        case ISOLATION_DEFAULT -> "";
        case ISOLATION_READ_UNCOMMITTED, ISOLATION_READ_COMMITTED ->
            "set transaction isolation level read committed";
        case ISOLATION_REPEATABLE_READ -> "set transaction isolation level repeatable read";
        case ISOLATION_SERIALIZABLE -> "set transaction isolation level serializable";
        default -> throw new IllegalArgumentException("No isolation level: " + isolation);
      };
    }
  }

  /** The driver sends the begin together with the first statement, and all in one text at once. */
  @Override
  protected void prepareTransactionalConnection(
      Connection connection, TransactionDefinition definition) throws SQLException {
    super.prepareTransactionalConnection(connection, definition);
    String isolation = definition instanceof IsolatedHere here ? here.statement() : "";
    String seller = SellerScope.sellerToSet();
    String start =
        Stream.of(isolation, seller == null ? "" : SellerScope.SET_SELLER)
            .filter(statement -> !statement.isEmpty())
            .collect(Collectors.joining("; "));
    if (start.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(start)) {
      if (seller != null) {
        statement.setString(1, seller);
      }
      statement.execute();
    }
  }

  @Override
  protected Object doSuspend(Object transaction) {
    Object running = TransactionSynchronizationManager.unbindResource(this);
    return new Suspended(super.doSuspend(transaction), running);
  }

  @Override
  protected void doResume(@Nullable Object transaction, Object suspended) {
    Suspended both = (Suspended) suspended;
    super.doResume(transaction, both.connection());
    TransactionSynchronizationManager.bindResource(this, both.running());
  }

  @Override
  protected void doCleanupAfterCompletion(Object transaction) {
    TransactionSynchronizationManager.unbindResourceIfPossible(this);
    super.doCleanupAfterCompletion(transaction);
  }

  /** The scope in which the transaction of this thread began. */
  record Running(@Nullable Scope scope) {}

  private record Suspended(Object connection, Object running) {}
}
