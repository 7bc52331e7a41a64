package io.tierline.pricing.jooq;

import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.Select;
import org.jooq.Table;

/**
 * A query that is put into words once. To do that anew for each change of a price took more of the
 * processor than all else its statements need in this process.
 *
 * @param <R> its rows
 */
public final class WrittenOnce<R extends Record> {

  private final DSLContext sql;
  private final String text;
  private final Table<R> rows;

  /**
   * @param sample the query with any values; what it has inline stays as it is
   */
  public WrittenOnce(DSLContext sql, Select<R> sample) {
    this.sql = sql;
    this.text = sql.render(sample);
    this.rows = sample.asTable();
  }

  /**
   * @param values for its placeholders, in the order of its text
   */
  public Result<R> fetch(Object... values) {
    return sql.resultQuery(text, values).coerce(rows).fetch();
  }
}
