package io.tierline.messaging;

import java.util.Optional;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * By which name the history goes that the database tells. A database that was restored to a moment,
 * or promoted without the last commits, gives its numbers out a second time; a number with the name
 * of its history is given out once. What is numbered is read or written in the transaction that
 * reads the name: a transaction does not outlive what sets a history back.
 */
public final class DatabaseHistory {

  /** Another name, whatever the database is; also for one that was copied without its history. */
  public static final String BEGIN =
      """
      insert into messaging.history as lost (database_identity) values (messaging.database_identity())
      on conflict (only_one) do update
      set name = excluded.name, database_identity = excluded.database_identity, begun_at = excluded.begun_at
      """;

  /** No arguments, but asked so often that it is worth it. */
  private static final Object[] PREPARED = {};

  private final JdbcOperations jdbc;

  public DatabaseHistory(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** Nothing where the database was set back a moment ago: nothing is to be vouched for then. */
  public Optional<String> name() {
    return Optional.ofNullable(
        jdbc.queryForObject("select messaging.history_name()", String.class, PREPARED));
  }

  /**
   * A history of its own for a database that was set back, or that has none; of several instances
   * one begins it. In the background role.
   *
   * @return whether this one began it
   */
  public boolean beginWhereSetBack() {
    return jdbc.update(BEGIN + " where lost.database_identity <> excluded.database_identity") > 0;
  }
}
