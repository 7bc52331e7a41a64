package io.tierline.ordering.orders;

import io.tierline.contracts.InvoiceId;
import io.tierline.contracts.SellerId;
import io.tierline.ordering.invoices.Invoice;
import io.tierline.ordering.invoices.Invoices;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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

    /**
     * @param invoices the one asked for first, then what was charged with it: privacy protection
     *     has an invoice of its own (domain.md OR-7), but what waits is carried out as one
     */
    record Paid(List<Invoice> invoices) implements Result {

      public Paid {
        invoices = List.copyOf(invoices);
      }
    }

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
      case PAID -> paid(invoice);
      case CANCELLED ->
          refused(Refusal.Reason.NOTHING_PENDING, "The invoice was cancelled: nothing is owed.");
      case UNPAID -> unpaid(invoice);
    };
  }

  private Result unpaid(Invoice invoice) {
    Action action = actionOf(invoice);
    if (!(action instanceof Action.Waiting)) {
      return goneOn(invoice, action);
    }
    return switch (retry.run(action.terms().id())) {
      case OrderOutcome.Refused(Refusal refusal) -> new Result.Refused(refusal);
      case OrderOutcome.Begun(Order _, Action now) -> goneOn(invoice, now);
    };
  }

  private Result goneOn(Invoice invoice, @Nullable Action action) {
    return switch (action) {
      case null -> settled(invoice);
      case Action.Done _ -> settled(invoice);
      case Action.AwaitingRegistry _ ->
          refused(
              Refusal.Reason.ACTION_PENDING,
              "The money is held; the invoice is paid when the order is carried out.");
      case Action.Failed failed ->
          refused(
              Refusal.Reason.REGISTRY_REFUSED,
              "%s. Nothing was charged; the invoice is cancelled.".formatted(failed.reason()));
      case Action.Waiting _ ->
          refused(
              Refusal.Reason.FUNDS_SHORT, "There is not enough credit yet. Nothing was charged.");
    };
  }

  private Result settled(Invoice invoice) {
    return settle.run(invoice.id())
        ? paid(invoice)
        : refused(
            Refusal.Reason.FUNDS_SHORT,
            "The customer's account does not cover the invoice. Nothing was charged.");
  }

  private Result paid(Invoice invoice) {
    Stream<InvoiceId> together =
        actionOf(invoice) instanceof Action.Done done
                && done.terms().invoiceOption() == InvoiceOption.PAY_INVOICE
            ? done.charges().stream()
                .filter(Charge::isCustomers)
                .map(Charge::invoice)
                .filter(Objects::nonNull)
            : Stream.empty();
    return new Result.Paid(
        Stream.concat(Stream.of(invoice.id()), together)
            .distinct()
            .map(id -> invoices.find(id).orElseThrow())
            .toList());
  }

  private @Nullable Action actionOf(Invoice invoice) {
    Long id = invoice.actionId();
    return id == null ? null : actions.find(new ActionId(id)).orElse(null);
  }

  private static Result refused(Refusal.Reason reason, String message) {
    return new Result.Refused(new Refusal(reason, message));
  }
}
