package io.tierline.ordering.ledger;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Words for tests of the ledger. Every seller and customer made here is new. */
public final class LedgerWorld {

  public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private static final AtomicLong IDS = new AtomicLong(5_000_000);

  private LedgerWorld() {}

  public static Money usd(String amount) {
    return Money.parse("USD " + amount);
  }

  public static SellerId aSeller() {
    return new SellerId(IDS.incrementAndGet());
  }

  public static AccountId aPartnerOf(SellerId parent, Ledger ledger) {
    return ledger.open(parent, new Holder.Partner(aSeller()), CurrencyUnit.USD, NOON).id();
  }

  public static AccountId aCustomerOf(SellerId seller, Ledger ledger) {
    return ledger
        .open(
            seller,
            new Holder.Customer(new CustomerId(IDS.incrementAndGet())),
            CurrencyUnit.USD,
            NOON)
        .id();
  }

  public static AccountId house(SellerId seller, Holder.Role role, Ledger ledger) {
    return ledger.open(seller, new Holder.House(role), CurrencyUnit.USD, NOON).id();
  }

  public static Posting posting(String key, Transfer... transfers) {
    return new Posting(key, "test/" + key, NOON, List.of(transfers));
  }

  public static String aKey() {
    return "key-" + IDS.incrementAndGet();
  }
}
