package io.tierline.ordering.orders;

/** What an order is of. */
public sealed interface Article permits DomainName, WebService {

  /** The product it is one of, as pricing's catalog names it. */
  String product();

  /** How people read it in ledgers and on invoices; in ASCII. */
  String label();

  /** What is paid for it itself, beside what may be bought with it. */
  Item item();
}
