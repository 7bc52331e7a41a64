package io.tierline.messaging.inbox;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Which failures pass by themselves: a server that is away, a lock, a limit of connections. */
final class Faults {

  private static final int CAUSES_MAX = 20;

  /** SQLSTATE classes: connection, resources, operator intervention, transaction rollback. */
  private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "53", "57", "58", "40");

  private static final Set<String> LOCK_NOT_AVAILABLE = Set.of("55P03", "25P03", "25P04");

  private Faults() {}

  static boolean isTransient(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
      if (passesByItself(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean passesByItself(Throwable failure) {
    return switch (failure) {
      case TransientDataAccessException _,
          RecoverableDataAccessException _,
          DataAccessResourceFailureException _,
          CannotCreateTransactionException _,
          // A rollback or commit that failed because the connection died in the middle.
          TransactionSystemException _,
          SQLTransientException _,
          SQLRecoverableException _,
          SQLNonTransientConnectionException _,
          RetriableException _,
          TimeoutException _,
          InterruptedException _,
          SocketException _,
          SocketTimeoutException _,
          UnknownHostException _,
          HttpTimeoutException _,
          ClosedChannelException _,
          EOFException _ ->
          true;
      case SQLException sql -> hasTransientState(sql.getSQLState());
      default -> false;
    };
  }

  private static boolean hasTransientState(@Nullable String state) {
    return state != null
        && state.length() == 5
        && (TRANSIENT_CLASSES.contains(state.substring(0, 2))
            || LOCK_NOT_AVAILABLE.contains(state));
  }
}
