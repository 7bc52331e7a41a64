package io.tierline.ordering.credit;

import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.Optional;
import org.joda.money.Money;

/** Credit accounts of partners. */
public interface PartnerAccounts {

  Optional<PartnerAccount> find(SellerId partner);

  void open(PartnerAccount account, Instant now);

  /** Returns the Total Receipts after it. */
  Money addReceipt(SellerId partner, Money amount);
}
