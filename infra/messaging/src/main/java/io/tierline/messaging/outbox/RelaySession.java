package io.tierline.messaging.outbox;

import io.tierline.messaging.wire.Wire;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The one database session of a running relay. Everything the relay does at the database it does
 * here, and here it holds the advisory lock by which others see that it lives. So a relay that was
 * taken for dead can do no more: its session was ended before its parts were taken over.
 *
 * <p>Used by two threads, the relay and its heartbeat; each call is one transaction under a lock.
 */
final class RelaySession implements AutoCloseable {

  /** First half of the advisory lock's key; the second is the relay's number. */
  private static final int LOCK_CLASS = 0x54_4C_52_01;

  private static final int NETWORK_TIMEOUT_MILLIS = 15_000;

  private static final String READ =
      """
      select id, part, aggregate_type, aggregate_id, aggregate_seq, event_id, type, seller,
             headers, payload, created_at
      from messaging.outbox
      where part = any(?)
      """;
  private static final String OTHERS =
      """
      select r.number, l.pid,
             r.seen_at < clock_timestamp() - make_interval(secs => ? / 1000.0) as silent
      from messaging.relay r
      left join pg_locks l
        on l.locktype = 'advisory' and l.classid = ?::oid and l.objid = r.number::oid
        and l.objsubid = 2 and l.granted
        and l.database = (select oid from pg_database where datname = current_database())
      where r.number <> ?
      """;
  private static final String CLAIM =
      """
      update messaging.relay_part p set owner = ?, epoch = epoch + 1
      where part = any(?)
        and (owner is null or not exists (select from messaging.relay r where r.number = p.owner))
      returning part, epoch
      """;
  private static final String DELETE =
      """
      delete from messaging.outbox o using messaging.relay_part p
      where o.id = any(?) and p.part = o.part and p.owner = ? and p.epoch <= ?
      """;

  private final Connection connection;
  private final ReentrantLock lock = new ReentrantLock();
  private final int number;
  private final Duration lease;
  private volatile Map<Integer, Long> owned = Map.of();
  private volatile Set<Integer> fairShare = Set.of();
  private volatile boolean broken;

  /** What another relay's row and lock say about it. */
  private record Other(int number, @Nullable Integer pid, boolean silent) {}

  /**
   * @param at database time before which everything committed is in {@code rows}, unless the limit
   *     cut them off
   */
  record Poll(List<OutboxRow> rows, Instant at, boolean drained) {}

  /** What must not be read now, because its sending failed a moment ago. */
  record Stopped(Collection<String> topics, Collection<OutboxRow.Stream> streams) {}

  /** How much the outbox holds. */
  record Backlog(long rows, Duration oldestAge) {}

  @FunctionalInterface
  private interface Work<T> {
    T run() throws SQLException;
  }

  /** The session's parts were given to another relay. */
  static final class FencedException extends SQLException {
    FencedException(String message) {
      super(message);
    }
  }

  private RelaySession(Connection connection, int number, Duration lease) {
    this.connection = connection;
    this.number = number;
    this.lease = lease;
  }

  static RelaySession open(DataSource dataSource, Duration lease) throws SQLException {
    Connection connection = dataSource.getConnection();
    try {
      connection.setAutoCommit(false);
      // A database that vanished without a word must not keep the relay waiting for hours.
      connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MILLIS);
      int number;
      try (Statement statement = connection.createStatement()) {
        // The table's statistics are always wrong: it is empty or it is a backlog.
        statement.execute("set enable_seqscan = off");
        statement.execute("set enable_bitmapscan = off");
        statement.execute("set enable_sort = off");
        try (ResultSet rows =
            statement.executeQuery(
                "insert into messaging.relay (seen_at) values (clock_timestamp()) returning number")) {
          rows.next();
          number = rows.getInt(1);
        }
        statement.execute("select pg_advisory_lock(%d, %d)".formatted(LOCK_CLASS, number));
      }
      connection.commit();
      RelaySession session = new RelaySession(connection, number, lease);
      session.heartbeat();
      return session;
    } catch (SQLException | RuntimeException e) {
      abort(connection);
      throw e;
    }
  }

  int number() {
    return number;
  }

  boolean isBroken() {
    return broken;
  }

  /** Parts this relay owns, with the epoch since when. */
  Map<Integer, Long> owned() {
    return owned;
  }

  /**
   * Says that this relay lives, ends the sessions of relays that are silent, and claims the free
   * parts of its fair share.
   *
   * @return the parts that are new
   */
  Set<Integer> heartbeat() throws SQLException {
    return transaction(
        () -> {
          if (update(
                  "update messaging.relay set seen_at = clock_timestamp() where number = ?", number)
              == 0) {
            throw new FencedException("Relay %d was taken for dead".formatted(number));
          }
          List<Integer> live = new ArrayList<>(List.of(number));
          for (Other other : others()) {
            if (other.pid() == null) {
              update("delete from messaging.relay where number = ?", other.number());
            } else {
              live.add(other.number());
              if (other.silent()) {
                // Frees its lock and whatever its open transaction holds; seen at the next
                // heartbeat.
                execute("select pg_terminate_backend(%d)".formatted(other.pid()));
              }
            }
          }
          live.sort(null);
          fairShare = share(live);
          Set<Integer> wanted = new TreeSet<>(fairShare);
          wanted.removeAll(owned.keySet());
          return wanted.isEmpty() ? Set.of() : claim(wanted);
        });
  }

  /** Gives parts that are more than its fair share back; call with nothing of them in flight. */
  void releaseSurplus() throws SQLException {
    Set<Integer> surplus = new TreeSet<>(owned.keySet());
    surplus.removeAll(fairShare);
    if (surplus.isEmpty()) {
      return;
    }
    transaction(
        () -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "update messaging.relay_part set owner = null where part = any(?) and owner = ?")) {
            statement.setArray(1, array("smallint", surplus));
            statement.setInt(2, number);
            statement.executeUpdate();
          }
          Map<Integer, Long> rest = new HashMap<>(owned);
          rest.keySet().removeAll(surplus);
          owned = Map.copyOf(rest);
          return null;
        });
  }

  /** The oldest rows of the given parts that are not stopped. */
  Poll read(Collection<Integer> parts, Stopped stopped, int limit) throws SQLException {
    return transaction(
        () -> {
          // The time is taken before the snapshot of the second statement: what was committed
          // before it is seen.
          Instant at = now();
          StringBuilder sql = new StringBuilder(READ);
          if (!stopped.topics().isEmpty()) {
            sql.append(" and aggregate_type <> all(?)");
          }
          if (!stopped.streams().isEmpty()) {
            sql.append(
                " and not exists (select from unnest(?, ?) as s(t, k)"
                    + " where s.t = aggregate_type and s.k = aggregate_id)");
          }
          sql.append(" order by id limit ?");
          try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            int parameter = 1;
            statement.setArray(parameter++, array("smallint", parts));
            if (!stopped.topics().isEmpty()) {
              statement.setArray(parameter++, array("text", stopped.topics()));
            }
            if (!stopped.streams().isEmpty()) {
              statement.setArray(
                  parameter++,
                  array("text", stopped.streams().stream().map(OutboxRow.Stream::topic).toList()));
              statement.setArray(
                  parameter++,
                  array("text", stopped.streams().stream().map(OutboxRow.Stream::key).toList()));
            }
            statement.setInt(parameter, limit);
            List<OutboxRow> rows = rows(statement);
            return new Poll(rows, at, rows.size() < limit);
          }
        });
  }

  /** Forgets rows that the broker acknowledged. */
  void delete(Collection<Long> ids, Map<Integer, Long> epochs) throws SQLException {
    long newestEpoch = epochs.values().stream().mapToLong(Long::longValue).max().orElse(0);
    transaction(
        () -> {
          try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
            statement.setArray(1, array("bigint", ids));
            statement.setInt(2, number);
            statement.setLong(3, newestEpoch);
            int deleted = statement.executeUpdate();
            if (deleted != ids.size()) {
              throw new FencedException(
                  "Relay %d sent %d rows but %d were still its own"
                      .formatted(number, ids.size(), deleted));
            }
            return null;
          }
        });
  }

  Backlog backlog(int countMax) throws SQLException {
    return transaction(
        () -> {
          try (Statement statement = connection.createStatement();
              ResultSet rows =
                  statement.executeQuery(
                      """
                      select count(*),
                             coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::bigint
                      from (select created_at from messaging.outbox order by id limit %d) oldest
                      """
                          .formatted(countMax))) {
            rows.next();
            return new Backlog(rows.getLong(1), Duration.ofSeconds(rows.getLong(2)));
          }
        });
  }

  /** Ends the session and frees its parts at once. */
  @Override
  public void close() {
    try {
      transaction(
          () -> {
            update("update messaging.relay_part set owner = null where owner = ?", number);
            update("delete from messaging.relay where number = ?", number);
            execute("select pg_advisory_unlock_all()");
            execute("reset enable_seqscan");
            execute("reset enable_bitmapscan");
            execute("reset enable_sort");
            return null;
          });
      broken = true;
      connection.setAutoCommit(true);
      connection.close();
    } catch (SQLException e) {
      // The database ends the session and with it the lock; others see that and take over.
      abort(connection);
    }
  }

  private Instant now() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select clock_timestamp()")) {
      rows.next();
      return rows.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  private List<OutboxRow> rows(PreparedStatement statement) throws SQLException {
    List<OutboxRow> read = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        read.add(
            new OutboxRow(
                rows.getLong(1),
                rows.getInt(2),
                rows.getString(3),
                rows.getString(4),
                rows.getLong(5),
                rows.getString(6),
                rows.getString(7),
                rows.getString(8),
                rows.getString(9),
                rows.getBytes(10),
                rows.getObject(11, OffsetDateTime.class).toInstant()));
      }
    }
    return read;
  }

  private List<Other> others() throws SQLException {
    List<Other> others = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(OTHERS)) {
      statement.setLong(1, lease.toMillis());
      statement.setInt(2, LOCK_CLASS);
      statement.setInt(3, number);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          others.add(
              new Other(rows.getInt(1), rows.getObject(2, Integer.class), rows.getBoolean(3)));
        }
      }
    }
    return others;
  }

  private Set<Integer> claim(Set<Integer> wanted) throws SQLException {
    Map<Integer, Long> claimed = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
      statement.setInt(1, number);
      statement.setArray(2, array("smallint", wanted));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          claimed.put(rows.getInt(1), rows.getLong(2));
        }
      }
    }
    Map<Integer, Long> all = new HashMap<>(owned);
    all.putAll(claimed);
    owned = Map.copyOf(all);
    return Set.copyOf(claimed.keySet());
  }

  private Set<Integer> share(List<Integer> live) {
    Set<Integer> share = new TreeSet<>();
    for (int part = 0; part < Wire.PARTS; part++) {
      if (live.get(part % live.size()) == number) {
        share.add(part);
      }
    }
    return share;
  }

  private int update(String sql, int argument) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, argument);
      return statement.executeUpdate();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Array array(String type, Collection<?> values) throws SQLException {
    return connection.createArrayOf(type, values.toArray());
  }

  private <T extends @Nullable Object> T transaction(Work<T> work) throws SQLException {
    lock.lock();
    try {
      if (broken) {
        throw new FencedException("Relay %d has lost its session".formatted(number));
      }
      T result = work.run();
      connection.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      // Ownership cannot outlive doubt: after any failure the relay starts over as a new one.
      broken = true;
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the session at the server too, so that a pool cannot hand it out again. */
  private static void abort(Connection connection) {
    try (connection) {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // Nothing is left to end.
    }
  }
}
