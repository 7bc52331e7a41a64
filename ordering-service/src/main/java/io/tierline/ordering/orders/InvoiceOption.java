package io.tierline.ordering.orders;

import java.util.Arrays;
import java.util.Optional;

/** What is done about the customer's invoice (domain.md OR-6). */
public enum InvoiceOption {
  /** No customer invoice; carried out. */
  NO_INVOICE("NoInvoice"),
  /** Invoiced, paid from the debit account, carried out; pending while funds are short. */
  PAY_INVOICE("PayInvoice"),
  /** Invoiced to be paid later; carried out. */
  KEEP_INVOICE("KeepInvoice"),
  /** Invoiced to be paid later; pending until then. */
  ONLY_ADD("OnlyAdd");

  private final String legacyName;

  InvoiceOption(String legacyName) {
    this.legacyName = legacyName;
  }

  public static Optional<InvoiceOption> named(String legacyName) {
    return Arrays.stream(values()).filter(o -> o.legacyName.equals(legacyName)).findFirst();
  }
}
