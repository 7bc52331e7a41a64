package io.tierline.ordering.orders;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.OrderId;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.ordering.ledger.AccountId;
import io.tierline.ordering.ledger.PostingId;
import io.tierline.ordering.registry.RegistryCommand;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** What is being done to an order. At most one action of an order is {@link Open}. */
public sealed interface Action {

  Terms terms();

  List<Charge> charges();

  /** Not ended yet. */
  sealed interface Open extends Action {}

  /** Not begun: no money is held. */
  sealed interface Waiting extends Open {

    /** Business time from which it is waited no longer: a name must not be kept for ever. */
    Instant giveUpAt();
  }

  /**
   * What was asked for.
   *
   * @param article what it is done to
   * @param expiryBefore the domain's expiry when it was asked; null for a registration
   * @param privacy the number of the privacy purchase that goes with it; null without
   * @param autoRenew null keeps the setting
   * @param discount off the customer's price, in the seller's currency; null for none
   * @param attributes {@code attr-name} and {@code attr-value} of the legacy API
   */
  record Terms(
      ActionId id,
      OrderId order,
      SellerId seller,
      CustomerId customer,
      Article article,
      ProductAction action,
      int years,
      @Nullable Instant expiryBefore,
      InvoiceOption invoiceOption,
      @Nullable ActionId privacy,
      @Nullable Boolean autoRenew,
      @Nullable BigDecimal discount,
      Map<String, String> attributes,
      Instant requestedAt) {

    public Terms {
      attributes = Map.copyOf(attributes);
    }

    /** How it is named in the ledger and on invoices. */
    public String cause() {
      return "order/" + order + "/action/" + id;
    }

    /** The same over all tries, so that the registry does it once. */
    public RegistryCommand command(DomainName domain) {
      String transaction = "action-" + id;
      return switch (action) {
        case REGISTER -> new RegistryCommand.Register(transaction, domain.ascii(), years);
        case RENEW ->
            new RegistryCommand.Renew(
                transaction, domain.ascii(), years, Objects.requireNonNull(expiryBefore));
        case TRANSFER, RESTORE ->
            throw new IllegalStateException("No registry command for " + action);
      };
    }

    Terms payingTheInvoice() {
      return new Terms(
          id,
          order,
          seller,
          customer,
          article,
          action,
          years,
          expiryBefore,
          InvoiceOption.PAY_INVOICE,
          privacy,
          autoRenew,
          discount,
          attributes,
          requestedAt);
    }
  }

  /**
   * Somebody on the way up cannot pay; tried again when that account can.
   *
   * @param shortAccount the first account that was short
   * @param needed what it must be able to spend
   */
  record AwaitingFunds(
      Terms terms, List<Charge> charges, AccountId shortAccount, Money needed, Instant giveUpAt)
      implements Waiting {

    public AwaitingFunds {
      charges = List.copyOf(charges);
    }
  }

  /** The customer has its invoice and has not paid it yet (OnlyAdd). */
  record AwaitingPayment(Terms terms, List<Charge> charges, Instant giveUpAt) implements Waiting {

    public AwaitingPayment {
      charges = List.copyOf(charges);
    }
  }

  /**
   * The money is held; the registry has been asked, or will be by the recovery. A web service has
   * no registry to wait for: the recovery carries on where a crash left it.
   *
   * @param hold null where every price was zero
   * @param withdrawFrom business time from which an unanswered command may be withdrawn
   * @param cost what the operator owes the registry, or who provides the service, when it is done
   */
  record AwaitingRegistry(
      Terms terms, List<Charge> charges, @Nullable PostingId hold, Instant withdrawFrom, Money cost)
      implements Open {

    public AwaitingRegistry {
      charges = List.copyOf(charges);
    }

    public Done done(Instant now) {
      return new Done(terms, charges, now);
    }

    public Failed failed(String reason, Instant now) {
      return new Failed(terms, charges, reason, now);
    }
  }

  record Done(Terms terms, List<Charge> charges, Instant endedAt) implements Action {

    public Done {
      charges = List.copyOf(charges);
    }
  }

  /** Nothing was charged. */
  record Failed(Terms terms, List<Charge> charges, String reason, Instant endedAt)
      implements Action {

    public Failed {
      charges = List.copyOf(charges);
    }
  }
}
