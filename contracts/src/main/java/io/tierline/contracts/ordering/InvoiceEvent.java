package io.tierline.contracts.ordering;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.tierline.contracts.InvoiceId;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.Objects;
import org.joda.money.Money;

/** An invoice of one seller to one buyer, a customer or a sub-reseller. Key: the invoice's id. */
public sealed interface InvoiceEvent {

  String TOPIC = "ordering.invoice";

  InvoiceId invoiceId();

  SellerId sellerId();

  Instant occurredAt();

  /**
   * @param buyerKind {@code CUSTOMER} or {@code SUB_RESELLER}
   * @param buyerId id of the customer or of the sub-reseller
   */
  @JsonTypeName("invoice.raised.v1")
  record InvoiceRaised(
      InvoiceId invoiceId,
      SellerId sellerId,
      String buyerKind,
      String buyerId,
      Money total,
      String description,
      Instant occurredAt)
      implements InvoiceEvent {

    public InvoiceRaised {
      Objects.requireNonNull(invoiceId, "invoiceId");
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(buyerKind, "buyerKind");
      Objects.requireNonNull(buyerId, "buyerId");
      Objects.requireNonNull(total, "total");
      Objects.requireNonNull(description, "description");
      Objects.requireNonNull(occurredAt, "occurredAt");
    }
  }

  @JsonTypeName("invoice.paid.v1")
  record InvoicePaid(InvoiceId invoiceId, SellerId sellerId, Money total, Instant occurredAt)
      implements InvoiceEvent {

    public InvoicePaid {
      Objects.requireNonNull(invoiceId, "invoiceId");
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(total, "total");
      Objects.requireNonNull(occurredAt, "occurredAt");
    }
  }

  /** It will not be paid: what it was for did not come about (domain.md OR-6). */
  @JsonTypeName("invoice.cancelled.v1")
  record InvoiceCancelled(InvoiceId invoiceId, SellerId sellerId, Instant occurredAt)
      implements InvoiceEvent {

    public InvoiceCancelled {
      Objects.requireNonNull(invoiceId, "invoiceId");
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(occurredAt, "occurredAt");
    }
  }
}
