package io.tierline.ordering.credit;

import io.tierline.contracts.SellerId;
import io.tierline.ordering.ledger.AccountId;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A partner's prepaid credit account with its parent.
 *
 * @param account the ledger's account, in the parent's books
 * @param totalReceipts all real money that came in (domain.md "Words"); decides the slab (PR-7)
 */
public record PartnerAccount(
    SellerId partner, SellerId parent, AccountId account, Money totalReceipts) {

  public CurrencyUnit currency() {
    return totalReceipts.getCurrencyUnit();
  }
}
