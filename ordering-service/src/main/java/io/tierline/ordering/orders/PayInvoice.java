package io.tierline.ordering.orders;

import io.tierline.contracts.InvoiceId;
import io.tierline.contracts.SellerId;
import io.tierline.ordering.invoices.Invoice;
import io.tierline.ordering.invoices.Invoices;
import org.jspecify.annotations.Nullable;
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
    return switch (invoice.state()) {
      case PAID -> new Result.Paid(invoice);
      case CANCELLED ->
          refused(Refusal.Reason.NOTHING_PENDING, "The invoice was cancelled: nothing is owed.");
      case UNPAID -> unpaid(invoice);
    };
  }

  private Result unpaid(Invoice invoice) {
    if (actionOf(invoice) instanceof Action.Waiting waiting
        && retry.run(waiting.terms().id()) instanceof OrderOutcome.Refused(Refusal refusal)) {
      return new Result.Refused(refusal);
    }
    if (actionOf(invoice) instanceof Action.AwaitingRegistry) {
      return refused(
          Refusal.Reason.ACTION_PENDING,
          "The money is held; the invoice is paid when the registry has confirmed.");
    }
    if (actionOf(invoice) instanceof Action.Done && !settle.run(invoice.id())) {
      return refused(
          Refusal.Reason.FUNDS_SHORT,
          "The customer's account does not cover the invoice. Nothing was charged.");
    }
    return new Result.Paid(invoices.find(invoice.id()).orElseThrow());
  }

  private @Nullable Action actionOf(Invoice invoice) {
    Long id = invoice.actionId();
    return id == null ? null : actions.find(new ActionId(id)).orElse(null);
  }

  private static Result refused(Refusal.Reason reason, String message) {
    return new Result.Refused(new Refusal(reason, message));
  }
}
