package io.tierline.ordering.ledger;

import io.tierline.ordering.OrderingDatabase;
import io.tierline.ordering.ledger.jooq.JooqLedgers;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;

@Tag("servers")
class JooqLedgerTest extends LedgerBehaviour {

  private static final DSLContext JOBS = OrderingDatabase.shared().as("jobs");

  @Override
  <T> T in(Function<Ledger, T> work) {
    return JOBS.transactionResult(tx -> work.apply(JooqLedgers.over(tx.dsl())));
  }
}
