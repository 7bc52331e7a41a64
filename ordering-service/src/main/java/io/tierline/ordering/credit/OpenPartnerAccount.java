package io.tierline.ordering.credit;

import io.tierline.contracts.SellerId;
import io.tierline.contracts.ordering.AccountEvent;
import io.tierline.contracts.partner.PartnerEvent;
import io.tierline.messaging.Outbox;
import io.tierline.messaging.OutgoingMessage;
import io.tierline.ordering.credit.TotalReceiptsChange.Author;
import io.tierline.ordering.invoices.Billing;
import io.tierline.ordering.invoices.Buyer;
import io.tierline.ordering.invoices.Invoice;
import io.tierline.ordering.invoices.InvoiceLine;
import io.tierline.ordering.ledger.Account;
import io.tierline.ordering.ledger.Holder;
import io.tierline.ordering.ledger.Ledger;
import io.tierline.ordering.ledger.Posting;
import io.tierline.ordering.ledger.PostingOutcome;
import io.tierline.ordering.ledger.Transfer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A partner became active: receipt x, invoice y paid from it, credit x − y, and Total Receipts grow
 * by x (domain.md ON-2, E7). A partner that has its account already keeps it as it is.
 */
@Service
public class OpenPartnerAccount {

  private final PartnerAccounts accounts;
  private final Ledger ledger;
  private final Billing billing;
  private final Outbox outbox;

  OpenPartnerAccount(PartnerAccounts accounts, Ledger ledger, Billing billing, Outbox outbox) {
    this.accounts = accounts;
    this.ledger = ledger;
    this.billing = billing;
    this.outbox = outbox;
  }

  @Transactional
  public void run(PartnerEvent.PartnerActivated activated) {
    if (accounts.find(activated.sellerId()).isPresent()) {
      return;
    }
    SellerId partner = activated.sellerId();
    SellerId parent = activated.parentId();
    Instant now = activated.occurredAt();
    Money paid = activated.paid();
    CurrencyUnit currency = paid.getCurrencyUnit();
    if (!paid.minus(activated.fee()).equals(activated.credit())) {
      throw new IllegalArgumentException(
          "Partner %s paid %s less %s, which is not %s"
              .formatted(partner, paid, activated.fee(), activated.credit()));
    }
    Account account = ledger.open(parent, new Holder.Partner(partner), currency, now);
    PartnerAccount opened =
        new PartnerAccount(partner, parent, account.id(), Money.zero(currency), 0);
    accounts.open(opened, now);
    tell(partner, parent, new AccountEvent.AccountOpened(partner, parent, currency.getCode(), now));

    Money balance = post(activated, account);
    if (paid.isPositive()) {
      TotalReceiptsChange receipt =
          CountReceipt.of(
              accounts, opened, paid, new Author("onboarding", "Payment at signup", now));
      tell(
          partner,
          parent,
          new AccountEvent.ReceiptRecorded(partner, parent, paid, receipt.totalAfter(), 0, now));
    }
    if (activated.fee().isPositive()) {
      billing.paid(
          Invoice.paid(
              billing.nextNumber(),
              parent,
              new Buyer.SubReseller(partner),
              List.of(new InvoiceLine("Security management, one year", activated.fee())),
              cause(partner),
              now));
    }
    if (activated.credit().isPositive()) {
      tell(
          partner,
          parent,
          new AccountEvent.AccountCredited(partner, parent, activated.credit(), balance, now));
    }
  }

  private Money post(PartnerEvent.PartnerActivated activated, Account account) {
    SellerId parent = activated.parentId();
    Instant now = activated.occurredAt();
    CurrencyUnit currency = activated.paid().getCurrencyUnit();
    List<Transfer> transfers = new ArrayList<>();
    if (activated.paid().isPositive()) {
      Account cash = ledger.open(parent, new Holder.House(Holder.Role.CASH), currency, now);
      transfers.add(new Transfer(cash.id(), account.id(), activated.paid(), "Payment at signup"));
    }
    if (activated.fee().isPositive()) {
      Account fees = ledger.open(parent, new Holder.House(Holder.Role.FEES), currency, now);
      transfers.add(
          new Transfer(account.id(), fees.id(), activated.fee(), "Security management, one year"));
    }
    if (transfers.isEmpty()) {
      return account.posted();
    }
    String cause = cause(activated.sellerId());
    PostingOutcome outcome = ledger.post(new Posting(cause, cause, now, transfers));
    if (outcome instanceof PostingOutcome.Recorded recorded) {
      return recorded.entries().getLast().balanceAfter();
    }
    throw new IllegalStateException(
        "The opening of partner %s was refused: %s".formatted(activated.sellerId(), outcome));
  }

  private static String cause(SellerId partner) {
    return "partner/" + partner + "/activated";
  }

  private void tell(SellerId partner, SellerId parent, AccountEvent event) {
    outbox.append(
        new OutgoingMessage(AccountEvent.TOPIC, partner.toString(), parent.toString(), event));
  }
}
