package io.tierline.pricing.jooq;

import static org.jooq.impl.DSL.field;

import org.jooq.Field;
import org.jooq.impl.SQLDataType;

/**
 * Which history the numbers tell of that a database gives out. When a standby takes over that had
 * not seen the last commits, or an older state is restored, numbers are given out a second time.
 */
public final class ServingHistory {

  /**
   * The server's process and the database in it: whatever sets a history back is served by another
   * one of these, or, where a dump was restored over the tables, gets another name by order. So is
   * what was merely started again, which costs who keeps something no more than to read it anew.
   * For a statement's columns: what it has read is of this history. As sixteen hex digits, for
   * sellers see it in the state of their prices; by SHA-256, for a server that keeps to FIPS 140
   * has no MD5.
   *
   * <p>Whether the name is still that of this database is not asked here: that is dear, and the
   * process tells.
   */
  public static final Field<String> ID =
      field(
          "left(encode(sha256(convert_to(extract(epoch from pg_postmaster_start_time()) || '-'"
              + " || (select oid from pg_database where datname = current_database())"
              + " || coalesce('-' || (select name from messaging.history), ''), 'UTF8')),"
              + " 'hex'), 16)",
          SQLDataType.VARCHAR.notNull());

  private ServingHistory() {}
}
