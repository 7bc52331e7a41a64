package io.tierline.ordering.ledger;

import java.util.function.Function;

class InMemoryLedgerTest extends LedgerBehaviour {

  private final Ledger ledger = new InMemoryLedger();

  @Override
  <T> T in(Function<Ledger, T> work) {
    return work.apply(ledger);
  }
}
