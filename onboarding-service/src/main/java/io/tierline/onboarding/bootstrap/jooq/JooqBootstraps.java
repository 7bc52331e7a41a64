package io.tierline.onboarding.bootstrap.jooq;

import static org.jooq.impl.DSL.val;

import io.tierline.onboarding.bootstrap.Bootstraps;
import org.jooq.DSLContext;

/** {@link Bootstraps} by an advisory lock. */
public class JooqBootstraps implements Bootstraps {

  private static final long LOCK = 0x7469_6572_626f_6f74L;

  private final DSLContext sql;

  public JooqBootstraps(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public void oneAtATime() {
    sql.query("select pg_advisory_xact_lock({0})", val(LOCK)).execute();
  }
}
