package io.tierline.ordering.orders;

import io.tierline.contracts.InvoiceId;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.ordering.AccountEvent;
import io.tierline.contracts.ordering.DomainEvent;
import io.tierline.messaging.Outbox;
import io.tierline.messaging.OutgoingMessage;
import io.tierline.ordering.catalog.Tlds;
import io.tierline.ordering.credit.PartnerAccount;
import io.tierline.ordering.credit.PartnerAccounts;
import io.tierline.ordering.invoices.Billing;
import io.tierline.ordering.invoices.Buyer;
import io.tierline.ordering.invoices.Invoice;
import io.tierline.ordering.invoices.Invoices;
import io.tierline.ordering.ledger.Account;
import io.tierline.ordering.ledger.AccountId;
import io.tierline.ordering.ledger.Entry;
import io.tierline.ordering.ledger.HoldOutcome;
import io.tierline.ordering.ledger.Holder;
import io.tierline.ordering.ledger.Ledger;
import io.tierline.ordering.ledger.Posting;
import io.tierline.ordering.ledger.PostingId;
import io.tierline.ordering.ledger.PostingOutcome;
import io.tierline.ordering.ledger.Transfer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ends an action, once: with the money of everybody, the invoices, the expiry and the events in one
 * transaction, or with nothing charged. An action that has ended stays as it is.
 */
@Component
class EndAction {

  private final Orders orders;
  private final Actions actions;
  private final Ledger ledger;
  private final Billing billing;
  private final Invoices invoices;
  private final PartnerAccounts accounts;
  private final Tlds tlds;
  private final Outbox outbox;

  EndAction(
      Orders orders,
      Actions actions,
      Ledger ledger,
      Billing billing,
      Invoices invoices,
      PartnerAccounts accounts,
      Tlds tlds,
      Outbox outbox) {
    this.orders = orders;
    this.actions = actions;
    this.ledger = ledger;
    this.billing = billing;
    this.invoices = invoices;
    this.accounts = accounts;
    this.tlds = tlds;
    this.outbox = outbox;
  }

  /** The registry did it, or there was nothing for one to do. */
  @Transactional
  public void done(ActionId id, Instant expiresAt, Instant now) {
    Action.AwaitingRegistry action = lock(id).orElse(null);
    if (action == null) {
      return;
    }
    List<PartnerAccount> counted = countWebServicesOrder(action);
    List<Entry> entries = endHold(action, HoldOutcome.How.POSTED, now);
    recordRegistryCost(action, now);
    for (Charge charge : action.charges()) {
      bill(action.terms(), charge, now);
    }
    tell(action, Stream.concat(charges(action, entries, now), standings(counted, now)));
    moveExpiry(action.terms(), expiresAt, now);
    actions.save(action.done(now));
  }

  /** The registry did not do it and never will. */
  @Transactional
  public void failed(ActionId id, String reason, HoldOutcome.How how, Instant now) {
    Action.AwaitingRegistry action = lock(id).orElse(null);
    if (action == null) {
      return;
    }
    endHold(action, how, now);
    cancelInvoices(action, now);
    if (orders.find(action.terms().order()).orElse(null) instanceof Order.Requested order) {
      orders.save(order.notRegistered(reason));
    }
    actions.save(action.failed(reason, now));
  }

  /** Given up before it began: no money is held. */
  @Transactional
  public Optional<Action> cancelled(ActionId id, String reason, Instant now) {
    Action found = lockOrderOf(id).orElse(null);
    if (!(found instanceof Action.Waiting action)) {
      return Optional.empty();
    }
    cancelInvoices(action, now);
    if (orders.find(action.terms().order()).orElse(null) instanceof Order.Requested order) {
      orders.save(order.notRegistered(reason));
    }
    Action.Failed ended = new Action.Failed(action.terms(), action.charges(), reason, now);
    actions.save(ended);
    return Optional.of(ended);
  }

  private Optional<Action> lockOrderOf(ActionId id) {
    return actions
        .find(id)
        .flatMap(action -> orders.findAndLock(action.terms().order()))
        .flatMap(_ -> actions.find(id));
  }

  private Optional<Action.AwaitingRegistry> lock(ActionId id) {
    return lockOrderOf(id)
        .filter(Action.AwaitingRegistry.class::isInstance)
        .map(Action.AwaitingRegistry.class::cast);
  }

  /**
   * Counts for the next purchase: the price of this one was quoted before (domain.md PR-7, PR-8).
   * Accounts are locked before the ledger and the outbox, as a receipt does it, and from the
   * customer's seller up, so that nobody waits for each other in a circle.
   */
  private List<PartnerAccount> countWebServicesOrder(Action action) {
    List<PartnerAccount> counted = new ArrayList<>();
    for (Charge charge : action.charges()) {
      if (charge.item() == Item.WEB_SERVICE
          && charge.buyer() instanceof Buyer.SubReseller(SellerId partner)) {
        counted.add(accounts.countWebServicesOrder(partner));
      }
    }
    return counted;
  }

  private static Stream<AccountEvent> standings(List<PartnerAccount> counted, Instant now) {
    return counted.stream()
        .map(
            account ->
                new AccountEvent.WebServicesOrderCounted(
                    account.partner(),
                    account.parent(),
                    account.webServicesOrders(),
                    account.totalReceipts(),
                    now));
  }

  private List<Entry> endHold(Action.AwaitingRegistry action, HoldOutcome.How how, Instant now) {
    PostingId hold = action.hold();
    if (hold == null) {
      return List.of();
    }
    return switch (ledger.end(hold, how, action.terms().cause(), now)) {
      case HoldOutcome.Ended ended -> ended.entries();
      case HoldOutcome.EndedOtherwise _, HoldOutcome.NotDue _ ->
          throw new IllegalStateException(
              "Hold %s of action %s cannot end as %s".formatted(hold, action.terms().id(), how));
    };
  }

  /** The operator buys at cost: between its house accounts, in the same transaction. */
  private void recordRegistryCost(Action.AwaitingRegistry action, Instant now) {
    if (action.cost().isPositive()) {
      Action.Terms terms = action.terms();
      SellerId operator = action.charges().getLast().seller();
      betweenHouses(
          new Posting(
              "action/" + terms.id() + "/cost",
              terms.cause(),
              now,
              List.of(
                  new Transfer(
                      house(operator, Holder.Role.REGISTRY_COST, action.cost(), now),
                      house(operator, Holder.Role.REGISTRY_PAYABLE, action.cost(), now),
                      action.cost(),
                      Placement.purpose(terms, terms.article().item())))));
    }
  }

  private void bill(Action.Terms terms, Charge charge, Instant now) {
    InvoiceId number = charge.invoice();
    if (number == null) {
      return;
    }
    boolean paid =
        !charge.isCustomers()
            || terms.invoiceOption() == InvoiceOption.PAY_INVOICE
            || charge.total().isZero();
    Optional<Invoice> standing = invoices.find(number);
    if (standing.isPresent() && paid) {
      billing.settled(standing.get(), now);
    } else if (standing.isEmpty() && paid) {
      billing.paid(Placement.invoice(terms, charge, Invoice.State.PAID, now));
    } else {
      if (standing.isEmpty()) {
        billing.raised(Placement.invoice(terms, charge, Invoice.State.UNPAID, now));
      }
      recordReceivable(terms, charge, now);
    }
  }

  /** Earned and not yet paid. */
  private void recordReceivable(Action.Terms terms, Charge charge, Instant now) {
    betweenHouses(
        new Posting(
            "invoice/" + charge.invoice() + "/receivable",
            terms.cause(),
            now,
            List.of(
                new Transfer(
                    house(charge.seller(), Holder.Role.RECEIVABLE, charge.total(), now),
                    house(charge.seller(), Holder.Role.REVENUE, charge.total(), now),
                    charge.total(),
                    Placement.purpose(terms, charge.item())))));
  }

  private AccountId house(SellerId books, Holder.Role role, Money amount, Instant now) {
    CurrencyUnit currency = amount.getCurrencyUnit();
    return ledger.open(books, new Holder.House(role), currency, now).id();
  }

  private void betweenHouses(Posting posting) {
    PostingOutcome outcome = ledger.post(posting);
    if (!(outcome instanceof PostingOutcome.Recorded)) {
      throw new IllegalStateException("Posting %s: %s".formatted(posting.key(), outcome));
    }
  }

  private Stream<AccountEvent> charges(
      Action.AwaitingRegistry action, List<Entry> entries, Instant now) {
    List<AccountEvent> charges = new ArrayList<>();
    for (Entry entry : entries) {
      if (ledger.byId(entry.account()).orElseThrow()
          instanceof Account(_, SellerId parent, Holder.Partner(SellerId partner), _, _, _, _)) {
        charges.add(
            new AccountEvent.AccountCharged(
                partner,
                parent,
                entry.amount().negated(),
                entry.balanceAfter(),
                action.terms().cause(),
                now));
      }
    }
    return charges.stream();
  }

  /**
   * An append locks the partner's sequence until the commit. So all of one partner goes together
   * and from the customer's seller up, whoever of them pays nothing for what: two actions never
   * wait for each other in a circle.
   */
  private void tell(Action action, Stream<AccountEvent> events) {
    List<Buyer> upwards = action.charges().stream().map(Charge::buyer).distinct().toList();
    events
        .sorted(
            Comparator.comparingInt(
                event -> upwards.indexOf(new Buyer.SubReseller(event.partnerId()))))
        .forEach(
            event ->
                outbox.append(
                    new OutgoingMessage(
                        AccountEvent.TOPIC,
                        event.partnerId().toString(),
                        event.parentId().toString(),
                        event)));
  }

  private void moveExpiry(Action.Terms terms, Instant expiresAt, Instant now) {
    Order moved =
        switch (orders.find(terms.order()).orElseThrow()) {
          case Order.Requested order ->
              order.registered(expiresAt, extras(Order.Extras.NONE, terms, expiresAt));
          case Order.Registered order ->
              order.renewed(expiresAt, extras(order.extras(), terms, expiresAt));
          case Order.NotRegistered order ->
              throw new IllegalStateException("Done for an order that was given up: " + order);
        };
    orders.save(moved);
    switch (terms.article()) {
      case DomainName domain -> tellExpiry(terms, domain, expiresAt, now);
      case WebService _ -> {
        // Nobody is reminded of it: it cannot be renewed yet.
      }
    }
  }

  private void tellExpiry(Action.Terms terms, DomainName domain, Instant expiresAt, Instant now) {
    Instant lastDay = tlds.find(domain.parent()).orElseThrow().lastDayToRenew(expiresAt);
    DomainEvent event =
        switch (terms.action()) {
          case REGISTER ->
              new DomainEvent.DomainRegistered(
                  terms.order(),
                  terms.seller(),
                  terms.customer(),
                  domain.ascii(),
                  expiresAt,
                  lastDay,
                  now);
          case RENEW ->
              new DomainEvent.DomainRenewed(
                  terms.order(),
                  terms.seller(),
                  terms.customer(),
                  domain.ascii(),
                  expiresAt,
                  lastDay,
                  now);
          case TRANSFER, RESTORE ->
              throw new IllegalStateException("No event for " + terms.action());
        };
    outbox.append(
        new OutgoingMessage(
            DomainEvent.TOPIC, terms.order().toString(), terms.seller().toString(), event));
  }

  private static Order.Extras extras(Order.Extras before, Action.Terms terms, Instant expiresAt) {
    return new Order.Extras(
        Objects.requireNonNullElse(terms.autoRenew(), before.autoRenew()),
        terms.privacy() == null ? before.privacyUntil() : expiresAt);
  }

  private void cancelInvoices(Action action, Instant now) {
    for (Charge charge : action.charges()) {
      InvoiceId number = charge.invoice();
      if (charge.isCustomers() && number != null) {
        invoices
            .find(number)
            .filter(invoice -> invoice.state() == Invoice.State.UNPAID)
            .ifPresent(invoice -> billing.cancelled(invoice, now));
      }
    }
  }
}
