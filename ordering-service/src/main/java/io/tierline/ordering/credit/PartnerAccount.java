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
 * @param webServicesOrders that it bought from its parent; the other way to a slab
 */
public record PartnerAccount(
    SellerId partner,
    SellerId parent,
    AccountId account,
    Money totalReceipts,
    int webServicesOrders) {

  public CurrencyUnit currency() {
    return totalReceipts.getCurrencyUnit();
  }
}
