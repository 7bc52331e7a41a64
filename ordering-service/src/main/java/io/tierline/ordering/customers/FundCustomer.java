package io.tierline.ordering.customers;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.SellerId;
import io.tierline.ordering.ledger.Account;
import io.tierline.ordering.ledger.Holder;
import io.tierline.ordering.ledger.Ledger;
import io.tierline.ordering.ledger.Posting;
import io.tierline.ordering.ledger.PostingOutcome;
import io.tierline.ordering.ledger.Transfer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A seller records money that a customer paid in (domain.md OR-1: its debit account). */
@Service
public class FundCustomer {

  /**
   * @param reference what tells this payment from every other of the customer
   */
  public record Payment(SellerId seller, CustomerId customer, Money amount, String reference) {}

  /** What became of it. */
  public sealed interface Result {

    record Recorded(Money amount, Money balance) implements Result {}

    record CustomerUnknown() implements Result {}

    /** A payment with this reference was recorded before. */
    record ReferenceUsed() implements Result {}
  }

  private final Customers customers;
  private final Ledger ledger;
  private final Clock clock;

  FundCustomer(Customers customers, Ledger ledger, Clock clock) {
    this.customers = customers;
    this.ledger = ledger;
    this.clock = clock;
  }

  @Transactional
  public Result run(Payment payment) {
    if (customers.find(payment.seller(), payment.customer()).isEmpty()) {
      return new Result.CustomerUnknown();
    }
    Instant now = clock.instant();
    Money amount = payment.amount();
    Account account =
        ledger.open(
            payment.seller(),
            new Holder.Customer(payment.customer()),
            amount.getCurrencyUnit(),
            now);
    Account cash =
        ledger.open(
            payment.seller(), new Holder.House(Holder.Role.CASH), amount.getCurrencyUnit(), now);
    String cause = "customer/%s/receipt/%s".formatted(payment.customer(), payment.reference());
    PostingOutcome outcome =
        ledger.post(
            new Posting(
                cause,
                cause,
                now,
                List.of(new Transfer(cash.id(), account.id(), amount, "Payment received"))));
    return switch (outcome) {
      case PostingOutcome.Recorded recorded ->
          new Result.Recorded(amount, recorded.entries().getFirst().balanceAfter());
      case PostingOutcome.Replayed _, PostingOutcome.KeyReused _ -> new Result.ReferenceUsed();
      case PostingOutcome.ShortOfFunds refusal ->
          throw new IllegalStateException("A receipt was refused: " + refusal);
    };
  }
}
