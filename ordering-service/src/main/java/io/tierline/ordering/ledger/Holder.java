package io.tierline.ordering.ledger;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.SellerId;

/** Whose an account is, in the books of one seller. */
public sealed interface Holder {

  /** A sub-reseller's prepaid credit with its parent. */
  record Partner(SellerId id) implements Holder {}

  /** A customer's debit account with its seller. */
  record Customer(CustomerId id) implements Holder {}

  /** The seller's own side; append-only, without a locked running balance. */
  record House(Role role) implements Holder {}

  /** What a house account is for. Sign as everywhere: cash that came in makes CASH negative. */
  enum Role {
    CASH,
    REVENUE,
    FEES,
    /** Invoiced and not yet paid. */
    RECEIVABLE,
    REGISTRY_COST,
    REGISTRY_PAYABLE
  }
}
