package io.tierline.kit.problem;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of PostgreSQL's errors pass when one tries again. */
public final class DatabaseFaults {

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** Deadlock, serialisation, statement cancelled, shutting down, too many connections. */
  private static final Set<String> PASSING =
      Set.of(LOCK_NOT_AVAILABLE, "40P01", "40001", "57014", "57P01", "57P02", "57P03", "53300");

  private static final String CONNECTION_CLASS = "08";

  private DatabaseFaults() {}

  /** Another transaction held the row longer than the role may wait. */
  public static boolean isLockTimeout(Throwable error) {
    return LOCK_NOT_AVAILABLE.equals(sqlState(error));
  }

  static boolean passes(Throwable error) {
    String state = sqlState(error);
    return state != null && (PASSING.contains(state) || state.startsWith(CONNECTION_CLASS));
  }

  private static @Nullable String sqlState(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return null;
  }
}
