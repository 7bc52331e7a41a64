package io.tierline.messaging.outbox;

import io.tierline.messaging.wire.Wire;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
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
 * <p>Used by two threads, the relay and its heartbeat, one call at a time. Each statement commits
 * by itself: what they do is right after every single one of them.
 */
final class RelaySession implements AutoCloseable {

  /** First half of the advisory lock's key; the second is the relay's number. */
  private static final int LOCK_CLASS = 0x54_4C_52_01;

  private static final int NETWORK_TIMEOUT_MILLIS = 15_000;

  /** Between two words of life may lie a slow count of the backlog and a slow read at each side. */
  private static final int STATEMENTS_PER_LEASE = 4;

  private static final String READ =
      """
      select id, part, aggregate_type, aggregate_id, aggregate_seq, event_id, type, seller,
             headers, payload, created_at
      from messaging.outbox
      where part = any(?)
      """;
  private static final String OTHERS =
      """
      select r.number, r.fence, l.pid,
             r.seen_at < clock_timestamp() - make_interval(secs => ? / 1000.0) as silent
      from messaging.relay r
      left join pg_locks l
        on l.locktype = 'advisory' and l.classid = ?::oid and l.objid = r.number::oid
        and l.objsubid = 2 and l.granted
        and l.database = (select oid from pg_database where datname = current_database())
      where r.number <> ?
      """;

  /** By what names those can send that hold their lock. */
  static final String LIVE_FENCES =
      """
      select r.fence
      from messaging.relay r
      join pg_locks l
        on l.locktype = 'advisory' and l.classid = %d::oid and l.objid = r.number::oid
        and l.objsubid = 2 and l.granted
        and l.database = (select oid from pg_database where datname = current_database())
      """
          .formatted(LOCK_CLASS);

  static final String CLAIM =
      """
      update messaging.relay_part set owner = ?
      where part = any(?) and (owner is null or owner = ?)
      returning part
      """;
  private static final String DELETE =
      """
      delete from messaging.outbox o using messaging.relay_part p
      where o.id = any(?) and p.part = o.part and p.owner = ?
      """;

  /** In one statement, so that a part never belongs to nobody's number. */
  private static final String BURY =
      """
      with dead as (delete from messaging.relay where number = ?)
      update messaging.relay_part set owner = null where owner = ?
      """;

  private static final String QUERY_CANCELED = "57014";

  private final Connection connection;

  /** Fair, so that heartbeats have their turn. */
  private final ReentrantLock lock = new ReentrantLock(true);

  private final int number;
  private final Duration lease;
  private final Fence fence;
  private volatile Set<Integer> owned = Set.of();
  private volatile Set<Integer> fairShare = Set.of();
  private volatile boolean broken;

  /** What another relay's row and lock say about it. */
  private record Other(int number, String fence, @Nullable Integer pid, boolean silent) {}

  /** Ends what a dead relay may still be sending. */
  interface Fence {

    /** By what name others can end this relay's sending. */
    String own();

    /** Returns whether the other's sending is over for certain. */
    boolean end(String other);
  }

  /**
   * @param vouchable what a watermark may be made of; nothing where it was not asked for
   */
  record Poll(List<OutboxRow> rows, Vouchable vouchable, boolean drained) {}

  /**
   * @param at database time before which everything committed is in the rows, unless the limit cut
   *     them off
   * @param generations of the topics that are filled with what this database knows, by topic
   */
  record Vouchable(Instant at, Map<String, Generation> generations) {

    static final Vouchable NOTHING = new Vouchable(Instant.MIN, Map.of());
  }

  /** What must not be read now, because its sending failed a moment ago. */
  record Stopped(Collection<String> topics, Collection<OutboxRow.Stream> streams) {

    boolean any() {
      return !topics.isEmpty() || !streams.isEmpty();
    }
  }

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

  private RelaySession(Connection connection, int number, Duration lease, Fence fence) {
    this.fence = fence;
    this.connection = connection;
    this.number = number;
    this.lease = lease;
  }

  /**
   * @param fence the transactional id by which the relay's sending can be ended at the broker
   */
  static RelaySession open(DataSource dataSource, Duration lease, Fence fence) throws SQLException {
    Connection connection = dataSource.getConnection();
    try {
      connection.setAutoCommit(true);
      // A database that vanished without a word must not keep the relay waiting for hours.
      connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MILLIS);
      int number = register(connection, fence.own());
      try (Statement statement = connection.createStatement()) {
        // A deletion that a crash undoes is a message sent twice, which readers notice: nobody
        // needs to wait for the disk.
        statement.execute("set synchronous_commit = off");
        // The table's statistics are always wrong: it is empty or it is a backlog.
        statement.execute("set enable_seqscan = off");
        statement.execute("set enable_bitmapscan = off");
        statement.execute("set enable_sort = off");
        // While a statement runs no heartbeat can be written: others would take that for death.
        statement.execute(
            "set statement_timeout = %d"
                .formatted(lease.dividedBy(STATEMENTS_PER_LEASE).toMillis()));
      }
      RelaySession session = new RelaySession(connection, number, lease, fence);
      session.heartbeat();
      return session;
    } catch (SQLException | RuntimeException e) {
      abort(connection);
      throw e;
    }
  }

  private static int register(Connection connection, String fence) throws SQLException {
    int number;
    try (Statement statement = connection.createStatement()) {
      number = nextNumber(statement);
      // The lock first: others take a relay without it for dead.
      statement.execute("select pg_advisory_lock(%d, %d)".formatted(LOCK_CLASS, number));
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into messaging.relay (number, fence, seen_at) values (?, ?, clock_timestamp())
            on conflict (number) do update set fence = excluded.fence, seen_at = excluded.seen_at
            """)) {
      statement.setInt(1, number);
      statement.setString(2, fence);
      statement.executeUpdate();
    }
    return number;
  }

  private static int nextNumber(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("select nextval('messaging.relay_number')")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  int number() {
    return number;
  }

  boolean isBroken() {
    return broken;
  }

  /** Parts this relay owns. */
  Set<Integer> owned() {
    return owned;
  }

  /**
   * Says that this relay lives, ends the sessions of relays that are silent, and claims the free
   * parts of its fair share.
   *
   * @return the parts that are new
   */
  Set<Integer> heartbeat() throws SQLException {
    List<Other> others =
        alone(
            () -> {
              if (update(
                      "update messaging.relay set seen_at = clock_timestamp() where number = ?",
                      number)
                  == 0) {
                throw new FencedException("Relay %d was taken for dead".formatted(number));
              }
              return others();
            });
    List<Integer> live = new ArrayList<>(List.of(number));
    boolean brokerAnswers = true;
    for (Other other : others) {
      if (other.pid() != null) {
        live.add(other.number());
        if (other.silent()) {
          // Frees its lock and whatever it holds; that it is gone is seen at the next heartbeat.
          alone(() -> execute("select pg_terminate_backend(%d)".formatted(other.pid())));
        }
      } else {
        brokerAnswers = brokerAnswers && fence.end(other.fence());
        if (brokerAnswers) {
          alone(() -> update(BURY, other.number(), other.number()));
        } else {
          // Its parts stay where they are until its sending is over for certain.
          live.add(other.number());
        }
      }
    }
    live.sort(null);
    fairShare = share(live);
    Set<Integer> wanted = new TreeSet<>(fairShare);
    wanted.removeAll(owned);
    return wanted.isEmpty() ? Set.of() : alone(() -> claim(wanted));
  }

  /** Gives parts that are more than its fair share back; call with nothing of them in flight. */
  void releaseSurplus() throws SQLException {
    Set<Integer> surplus = new TreeSet<>(owned);
    surplus.removeAll(fairShare);
    if (surplus.isEmpty()) {
      return;
    }
    alone(
        () -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "update messaging.relay_part set owner = null where part = any(?) and owner = ?")) {
            statement.setArray(1, array("smallint", surplus));
            statement.setInt(2, number);
            statement.executeUpdate();
          }
          Set<Integer> rest = new TreeSet<>(owned);
          rest.removeAll(surplus);
          owned = Set.copyOf(rest);
          return null;
        });
  }

  /** The oldest rows of the given parts that are not stopped. */
  Poll read(Collection<Integer> parts, Stopped stopped, int limit) throws SQLException {
    return read(parts, stopped, limit, false);
  }

  /**
   * The same, and the database's time right before it looked. It asks each time which topics are
   * filled by this very database: a standby that has taken over may have lost what they tell.
   */
  Poll readAtTime(Collection<Integer> parts, Stopped stopped, int limit) throws SQLException {
    return read(parts, stopped, limit, true);
  }

  private Poll read(Collection<Integer> parts, Stopped stopped, int limit, boolean withTime)
      throws SQLException {
    return alone(
        () -> {
          // In a statement of its own, so that it is older than the snapshot of the next one: what
          // was committed before it is seen.
          Vouchable vouchable = withTime ? vouchable() : Vouchable.NOTHING;
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
            return new Poll(rows, vouchable, rows.size() < limit);
          }
        });
  }

  /** Forgets rows that the broker acknowledged. */
  void delete(Collection<Long> ids) throws SQLException {
    alone(
        () -> {
          try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
            statement.setArray(1, array("bigint", ids));
            statement.setInt(2, number);
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
    return alone(
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

  /** Ends the session without a word, as if this process had died; also while it is in use. */
  void abandon() {
    broken = true;
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // Nothing is left to end.
    }
  }

  /** Ends the session and frees its parts at once. */
  @Override
  public void close() {
    try {
      alone(
          () -> {
            update("update messaging.relay_part set owner = null where owner = ?", number);
            update("delete from messaging.relay where number = ?", number);
            execute("select pg_advisory_unlock_all()");
            execute("reset synchronous_commit");
            execute("reset enable_seqscan");
            execute("reset enable_bitmapscan");
            execute("reset enable_sort");
            execute("reset statement_timeout");
            return null;
          });
      broken = true;
      connection.close();
    } catch (SQLException e) {
      // The database ends the session and with it the lock; others see that and take over.
      abort(connection);
    }
  }

  private Vouchable vouchable() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(Generations.TOLD_AT_TIME)) {
      Instant at = Instant.MIN;
      Map<String, Generation> generations = new HashMap<>();
      while (rows.next()) {
        // The first time is the earliest, and the safe one.
        at = at.equals(Instant.MIN) ? rows.getObject(1, OffsetDateTime.class).toInstant() : at;
        Generation generation = Generations.read(rows);
        if (generation != null) {
          generations.put(generation.topic(), generation);
        }
      }
      return new Vouchable(at, Map.copyOf(generations));
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
              new Other(
                  rows.getInt(1),
                  rows.getString(2),
                  rows.getObject(3, Integer.class),
                  rows.getBoolean(4)));
        }
      }
    }
    return others;
  }

  private Set<Integer> claim(Set<Integer> wanted) throws SQLException {
    Set<Integer> claimed = new TreeSet<>();
    try (PreparedStatement statement = connection.prepareStatement(CLAIM)) {
      statement.setInt(1, number);
      statement.setArray(2, array("smallint", wanted));
      statement.setInt(3, number);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          claimed.add(rows.getInt(1));
        }
      }
    }
    Set<Integer> all = new TreeSet<>(owned);
    all.addAll(claimed);
    owned = Set.copyOf(all);
    return claimed;
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

  private int update(String sql, int... arguments) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setInt(i + 1, arguments[i]);
      }
      return statement.executeUpdate();
    }
  }

  private boolean execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }

  private Array array(String type, Collection<?> values) throws SQLException {
    return connection.createArrayOf(type, values.toArray());
  }

  private <T extends @Nullable Object> T alone(Work<T> work) throws SQLException {
    lock.lock();
    try {
      if (broken) {
        throw new FencedException("Relay %d has lost its session".formatted(number));
      }
      return work.run();
    } catch (SQLException | RuntimeException e) {
      if (e instanceof SQLException sql && QUERY_CANCELED.equals(sql.getSQLState())) {
        // It did nothing, and nothing else has changed.
        throw new SQLTimeoutException("A statement took longer than the lease allows", sql);
      }
      // Ownership cannot outlive doubt: after any other failure the relay starts over as a new one.
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
