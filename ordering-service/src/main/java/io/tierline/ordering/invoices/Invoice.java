package io.tierline.ordering.invoices;

import io.tierline.contracts.InvoiceId;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * An invoice of one seller to one buyer.
 *
 * @param cause what it was raised for, as in the ledger
 * @param actionId the action of an order it belongs to; null for fees
 */
public record Invoice(
    InvoiceId id,
    SellerId seller,
    Buyer buyer,
    List<InvoiceLine> lines,
    String cause,
    @Nullable Long actionId,
    State state,
    Instant raisedAt,
    @Nullable Instant paidAt) {

  /** What is still to happen to it. */
  public enum State {
    UNPAID,
    PAID,
    CANCELLED
  }

  public Invoice {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("An invoice has at least one line");
    }
  }

  public static Invoice paid(
      InvoiceId id,
      SellerId seller,
      Buyer buyer,
      List<InvoiceLine> lines,
      String cause,
      Instant now) {
    return new Invoice(id, seller, buyer, lines, cause, null, State.PAID, now, now);
  }

  public Money total() {
    return Money.total(lines.stream().map(InvoiceLine::amount).toList());
  }

  public String description() {
    return lines.getFirst().description();
  }
}
