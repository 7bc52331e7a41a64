package io.tierline.ordering.invoices;

import io.tierline.contracts.InvoiceId;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Invoices of all sellers; a seller's scope shows its own and those it has to pay. */
public interface Invoices {

  InvoiceId nextNumber();

  void insert(Invoice invoice);

  Optional<Invoice> find(InvoiceId id);

  /** Waits until nobody else changes it. */
  Optional<Invoice> findAndLock(InvoiceId id);

  void paid(InvoiceId id, Instant at);

  void cancelled(InvoiceId id);

  /**
   * Newest first.
   *
   * @param before number to start below; null for the newest
   */
  List<Invoice> raisedBy(SellerId seller, @Nullable InvoiceId before, int limit);

  List<Invoice> raisedTo(SellerId buyer, @Nullable InvoiceId before, int limit);
}
