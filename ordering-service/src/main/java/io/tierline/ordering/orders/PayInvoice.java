package io.tierline.ordering.orders;

import io.tierline.contracts.InvoiceId;
import io.tierline.contracts.SellerId;
import io.tierline.ordering.invoices.Invoice;
import io.tierline.ordering.invoices.Invoices;
import org.springframework.stereotype.Service;

/**
 * Pays a customer's open invoice from its debit account: one that was kept for later, or one that a
 * pending action waits for (OnlyAdd), which is carried out then. Background scope; never inside a
 * transaction.
 */
@Service
public class PayInvoice {

  /** What became of it. */
  public sealed interface Result {

    record Paid(Invoice invoice) implements Result {}

    record Refused(Refusal refusal) implements Result {}

    record Unknown() implements Result {}
  }

  private final Invoices invoices;
  private final Actions actions;
  private final RetryAction retry;
  private final SettleKeptInvoice settle;

  PayInvoice(Invoices invoices, Actions actions, RetryAction retry, SettleKeptInvoice settle) {
    this.invoices = invoices;
    this.actions = actions;
    this.retry = retry;
    this.settle = settle;
  }

  public Result run(SellerId seller, InvoiceId id) {
    Invoice invoice = invoices.find(id).orElse(null);
    if (invoice == null || !invoice.seller().equals(seller)) {
      return new Result.Unknown();
    }
    if (invoice.state() == Invoice.State.PAID) {
      return new Result.Paid(invoice);
    }
    Long actionId = invoice.actionId();
    Action action =
        actionId == null ? null : actions.find(new ActionId(actionId)).orElse(null);
    if (action instanceof Action.Waiting waiting
        && retry.run(waiting.terms().id()) instanceof OrderOutcome.Refused(Refusal refusal)) {
      return new Result.Refused(refusal);
    }
    if (action instanceof Action.Done && !settle.run(id)) {
      return new Result.Refused(
          new Refusal(
              Refusal.Reason.FUNDS_SHORT,
              "The customer's account does not cover the invoice. Nothing was charged."));
    }
    return new Result.Paid(invoices.find(id).orElseThrow());
  }
}
