package io.tierline.ordering.orders;

import io.tierline.contracts.InvoiceId;
import io.tierline.contracts.SellerId;
import io.tierline.ordering.invoices.Buyer;
import io.tierline.ordering.invoices.InvoiceLine;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What one buyer pays its seller for an item of an action (domain.md OR-3).
 *
 * @param position 0 at the customer's seller, upwards to the operator
 * @param invoice the number set aside for its invoice; null where none will be raised
 */
public record Charge(
    Item item,
    int position,
    SellerId seller,
    Buyer buyer,
    List<InvoiceLine> lines,
    @Nullable InvoiceId invoice) {

  public Charge {
    lines = List.copyOf(lines);
  }

  public Money total() {
    return Money.total(lines.stream().map(InvoiceLine::amount).toList());
  }

  boolean isCustomers() {
    return buyer instanceof Buyer.Customer;
  }

  Charge invoicedAs(InvoiceId number) {
    return new Charge(item, position, seller, buyer, lines, number);
  }
}
