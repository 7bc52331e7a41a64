package io.tierline.ordering.orders;

import io.tierline.contracts.InvoiceId;
import io.tierline.contracts.SellerId;
import io.tierline.ordering.invoices.Billing;
import io.tierline.ordering.invoices.Buyer;
import io.tierline.ordering.invoices.Invoice;
import io.tierline.ordering.invoices.Invoices;
import io.tierline.ordering.ledger.Account;
import io.tierline.ordering.ledger.Holder;
import io.tierline.ordering.ledger.Ledger;
import io.tierline.ordering.ledger.Posting;
import io.tierline.ordering.ledger.PostingOutcome;
import io.tierline.ordering.ledger.Transfer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Holds the money of every buyer on the way up, or of none, and says in which state the action is
 * then (domain.md OR-3, OR-6). Runs inside the caller's transaction.
 */
@Component
class Placement {

  private final Ledger ledger;
  private final Billing billing;
  private final Invoices invoices;
  private final OrderSettings settings;

  Placement(Ledger ledger, Billing billing, Invoices invoices, OrderSettings settings) {
    this.ledger = ledger;
    this.billing = billing;
    this.invoices = invoices;
    this.settings = settings;
  }

  /**
   * @param before what was charged at an earlier try; an invoice that the customer has keeps its
   *     amount
   */
  Action.Open place(
      Action.Terms terms, PriceChain.Result.Priced priced, List<Charge> before, Instant now) {
    List<Charge> charges = numbered(terms, priced.charges(), before);
    if (terms.invoiceOption() != InvoiceOption.ONLY_ADD) {
      return held(terms, charges, priced.cost(), now);
    }
    if (charges.stream().filter(Charge::isCustomers).allMatch(charge -> charge.total().isZero())) {
      // Nobody is asked to pay nothing (domain.md PR-14), so nobody could ever pay it.
      return held(terms.payingTheInvoice(), charges, priced.cost(), now);
    }
    invoiceCustomer(terms, charges, now);
    return new Action.AwaitingPayment(terms, charges, giveUpAt(terms));
  }

  private Instant giveUpAt(Action.Terms terms) {
    return terms.requestedAt().plus(settings.giveUpAfter());
  }

  private Action.Open held(Action.Terms terms, List<Charge> charges, Money cost, Instant now) {
    Instant withdrawFrom = now.plus(settings.withdrawAfter());
    List<Transfer> transfers = transfers(terms, charges, now);
    if (transfers.isEmpty()) {
      return new Action.AwaitingRegistry(terms, charges, null, withdrawFrom, cost);
    }
    Posting hold = new Posting("action/" + terms.id() + "/hold", terms.cause(), now, transfers);
    return switch (ledger.hold(hold, withdrawFrom)) {
      case PostingOutcome.Recorded recorded ->
          new Action.AwaitingRegistry(terms, charges, recorded.id(), withdrawFrom, cost);
      case PostingOutcome.ShortOfFunds(var account, Money missing) -> {
        invoiceCustomer(terms, charges, now);
        Money available = ledger.byId(account).orElseThrow().available();
        yield new Action.AwaitingFunds(
            terms, charges, account, available.plus(missing), giveUpAt(terms));
      }
      case PostingOutcome.Replayed _, PostingOutcome.KeyReused _ ->
          throw new IllegalStateException("The money of %s is held already".formatted(terms));
    };
  }

  private List<Charge> numbered(Action.Terms terms, List<Charge> charges, List<Charge> before) {
    List<Charge> numbered = new ArrayList<>();
    for (Charge charge : charges) {
      if (charge.isCustomers() && terms.invoiceOption() == InvoiceOption.NO_INVOICE) {
        numbered.add(charge);
        continue;
      }
      Charge earlier = same(charge, before).orElse(null);
      InvoiceId number = earlier == null ? null : earlier.invoice();
      boolean standing = number != null && invoices.find(number).isPresent();
      numbered.add(
          standing && earlier != null
              ? earlier
              : charge.invoicedAs(number == null ? billing.nextNumber() : number));
    }
    return numbered;
  }

  private static Optional<Charge> same(Charge charge, List<Charge> before) {
    return before.stream()
        .filter(other -> other.item() == charge.item() && other.position() == charge.position())
        .findFirst();
  }

  private List<Transfer> transfers(Action.Terms terms, List<Charge> charges, Instant now) {
    List<Transfer> transfers = new ArrayList<>();
    for (Charge charge : charges) {
      boolean paysNow = !charge.isCustomers() || terms.invoiceOption() == InvoiceOption.PAY_INVOICE;
      if (paysNow && charge.total().isPositive()) {
        transfers.add(transfer(terms, charge, now));
      }
    }
    return transfers;
  }

  private Transfer transfer(Action.Terms terms, Charge charge, Instant now) {
    SellerId books = charge.seller();
    CurrencyUnit currency = charge.total().getCurrencyUnit();
    Holder holder =
        switch (charge.buyer()) {
          case Buyer.Customer(var id) -> new Holder.Customer(id);
          case Buyer.SubReseller(var id) -> new Holder.Partner(id);
        };
    Account account = ledger.open(books, holder, currency, now);
    Account revenue = ledger.open(books, new Holder.House(Holder.Role.REVENUE), currency, now);
    return new Transfer(account.id(), revenue.id(), charge.total(), purpose(terms, charge.item()));
  }

  /** The customer has its invoice while the action waits; nothing to pay is invoiced when done. */
  private void invoiceCustomer(Action.Terms terms, List<Charge> charges, Instant now) {
    for (Charge charge : charges) {
      InvoiceId number = charge.invoice();
      if (charge.isCustomers()
          && number != null
          && charge.total().isPositive()
          && invoices.find(number).isEmpty()) {
        billing.raised(invoice(terms, charge, Invoice.State.UNPAID, now));
      }
    }
  }

  static Invoice invoice(Action.Terms terms, Charge charge, Invoice.State state, Instant now) {
    InvoiceId number = charge.invoice();
    if (number == null) {
      throw new IllegalStateException("No invoice is meant for " + charge);
    }
    @Nullable Instant paidAt = state == Invoice.State.PAID ? now : null;
    return new Invoice(
        number,
        charge.seller(),
        charge.buyer(),
        charge.lines(),
        terms.cause(),
        terms.id().value(),
        state,
        now,
        paidAt);
  }

  static String purpose(Action.Terms terms, Item item) {
    String years = terms.years() == 1 ? "1 year" : terms.years() + " years";
    String what =
        switch (terms.action()) {
          case REGISTER -> "Registration";
          case RENEW -> "Renewal";
          case TRANSFER -> "Transfer";
          case RESTORE -> "Restore";
        };
    String article = terms.article().label();
    return switch (item) {
      case DOMAIN -> "%s of %s for %s".formatted(what, article, years);
      case PRIVACY -> "%s of privacy protection for %s for %s".formatted(what, article, years);
      case WEB_SERVICE -> "%s for %s".formatted(article, years);
    };
  }
}
