package io.tierline.pricing.book.jooq;

import io.tierline.pricing.book.DatabaseTime;
import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Repository;

@Repository
class JooqDatabaseTime implements DatabaseTime {

  private final DSLContext sql;

  JooqDatabaseTime(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public Instant ofTransaction() {
    return sql.select(DSL.currentInstant()).fetchSingle().value1();
  }
}
