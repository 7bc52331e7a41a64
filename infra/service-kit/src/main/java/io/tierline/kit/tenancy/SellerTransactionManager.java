package io.tierline.kit.tenancy;

import io.tierline.kit.tenancy.SellerScope.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells PostgreSQL at the start of each transaction for which seller it runs. The setting ends with
 * the transaction, so a connection goes back to its pool without a seller; it is also set (to
 * nothing) outside a seller's scope, so that whatever was left on the connection does not count.
 */
final class SellerTransactionManager extends JdbcTransactionManager {

  SellerTransactionManager(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected void doBegin(Object transaction, TransactionDefinition definition) {
    super.doBegin(transaction, definition);
    TransactionSynchronizationManager.bindResource(this, new Running(SellerScope.current()));
  }

  @Override
  protected void prepareTransactionalConnection(
      Connection connection, TransactionDefinition definition) throws SQLException {
    super.prepareTransactionalConnection(connection, definition);
    if (SellerScope.current() instanceof Scope.Background) {
      return;
    }
    String seller = SellerScope.current() instanceof Scope.Seller(String id) ? id : "";
    try (PreparedStatement statement =
        connection.prepareStatement("select set_config('tierline.seller', ?, true)")) {
      statement.setString(1, seller);
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
