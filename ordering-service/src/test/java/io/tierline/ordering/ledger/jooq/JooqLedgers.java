package io.tierline.ordering.ledger.jooq;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tierline.ordering.ledger.Ledger;
import org.jooq.DSLContext;

/** The adapter for tests outside its package. */
public final class JooqLedgers {

  private JooqLedgers() {}

  public static Ledger over(DSLContext dsl) {
    return new JooqLedger(dsl, new SimpleMeterRegistry());
  }
}
