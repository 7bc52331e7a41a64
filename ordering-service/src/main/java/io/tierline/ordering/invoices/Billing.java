package io.tierline.ordering.invoices;

import io.tierline.contracts.InvoiceId;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.ordering.InvoiceEvent;
import io.tierline.messaging.Outbox;
import io.tierline.messaging.OutgoingMessage;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Raises and settles invoices and tells of it, inside the caller's transaction. */
@Component
public class Billing {

  private final Invoices invoices;
  private final Outbox outbox;

  Billing(Invoices invoices, Outbox outbox) {
    this.invoices = invoices;
    this.outbox = outbox;
  }

  public InvoiceId nextNumber() {
    return invoices.nextNumber();
  }

  public void raised(Invoice invoice) {
    invoices.insert(invoice);
    tell(
        invoice,
        new InvoiceEvent.InvoiceRaised(
            invoice.id(),
            invoice.seller(),
            invoice.buyer().kind(),
            Long.toString(invoice.buyer().number()),
            invoice.total(),
            invoice.description(),
            invoice.raisedAt()));
  }

  /** Raised and paid at once. */
  public void paid(Invoice invoice) {
    raised(invoice);
    tellPaid(invoice, invoice.raisedAt());
  }

  /** An invoice raised before is paid now. */
  public void settled(Invoice invoice, Instant now) {
    invoices.paid(invoice.id(), now);
    tellPaid(invoice, now);
  }

  /** Nobody is to pay it any more: what it was for does not happen. */
  public void cancelled(Invoice invoice, Instant now) {
    invoices.cancelled(invoice.id());
    tell(invoice, new InvoiceEvent.InvoiceCancelled(invoice.id(), invoice.seller(), now));
  }

  private void tellPaid(Invoice invoice, Instant now) {
    SellerId seller = invoice.seller();
    tell(invoice, new InvoiceEvent.InvoicePaid(invoice.id(), seller, invoice.total(), now));
  }

  private void tell(Invoice invoice, InvoiceEvent event) {
    outbox.append(
        new OutgoingMessage(
            InvoiceEvent.TOPIC, invoice.id().toString(), invoice.seller().toString(), event));
  }
}
