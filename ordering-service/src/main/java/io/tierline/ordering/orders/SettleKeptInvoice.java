package io.tierline.ordering.orders;

import io.tierline.contracts.InvoiceId;
import io.tierline.ordering.invoices.Billing;
import io.tierline.ordering.invoices.Buyer;
import io.tierline.ordering.invoices.Invoice;
import io.tierline.ordering.invoices.Invoices;
import io.tierline.ordering.ledger.Account;
import io.tierline.ordering.ledger.Holder;
import io.tierline.ordering.ledger.Ledger;
import io.tierline.ordering.ledger.Posting;
import io.tierline.ordering.ledger.PostingOutcome;
import io.tierline.ordering.ledger.Transfer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The customer pays what was invoiced earlier; the seller's claim goes. */
@Component
class SettleKeptInvoice {

  private final Invoices invoices;
  private final Ledger ledger;
  private final Billing billing;
  private final Clock clock;

  SettleKeptInvoice(Invoices invoices, Ledger ledger, Billing billing, Clock clock) {
    this.invoices = invoices;
    this.ledger = ledger;
    this.billing = billing;
    this.clock = clock;
  }

  /** Returns false, and changes nothing, when the customer's account does not cover it. */
  @Transactional
  public boolean run(InvoiceId id) {
    Invoice invoice = invoices.findAndLock(id).orElseThrow();
    if (invoice.state() != Invoice.State.UNPAID
        || !(invoice.buyer() instanceof Buyer.Customer(var customer))) {
      return invoice.state() == Invoice.State.PAID;
    }
    Instant now = clock.instant();
    CurrencyUnit currency = invoice.total().getCurrencyUnit();
    Account account = ledger.open(invoice.seller(), new Holder.Customer(customer), currency, now);
    Account receivable =
        ledger.open(invoice.seller(), new Holder.House(Holder.Role.RECEIVABLE), currency, now);
    PostingOutcome outcome =
        ledger.post(
            new Posting(
                "invoice/" + id + "/payment",
                invoice.cause(),
                now,
                List.of(
                    new Transfer(
                        account.id(), receivable.id(), invoice.total(), "Invoice " + id))));
    return switch (outcome) {
      case PostingOutcome.Recorded _ -> {
        billing.settled(invoice, now);
        yield true;
      }
      case PostingOutcome.ShortOfFunds _ -> false;
      case PostingOutcome.Replayed _, PostingOutcome.KeyReused _ ->
          throw new IllegalStateException("Invoice %s was paid already".formatted(id));
    };
  }
}
