package io.tierline.ordering.orders.http.legacy;

import io.tierline.contracts.OrderId;
import io.tierline.ordering.invoices.Buyer;
import io.tierline.ordering.orders.Action;
import io.tierline.ordering.orders.ActionId;
import io.tierline.ordering.orders.Charge;
import io.tierline.ordering.orders.Item;
import io.tierline.ordering.orders.OrderOutcome;
import io.tierline.ordering.orders.Refusal;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;

/** The answer to {@code renew}, in the words that clients match (domain.md OR-7). */
final class LegacyRenewal {

  private static final int DECIMALS = 3;

  private LegacyRenewal() {}

  static Map<String, Object> answer(OrderId order, OrderOutcome outcome) {
    return switch (outcome) {
      case OrderOutcome.Begun(var _, Action action) -> begun(action);
      case OrderOutcome.Refused(Refusal refusal) -> throw new LegacyError(message(order, refusal));
    };
  }

  private static Map<String, Object> begun(Action action) {
    if (action instanceof Action.Failed failed) {
      throw new LegacyError(failed.reason());
    }
    Action.Terms terms = action.terms();
    String years = terms.years() == 1 ? "1 year" : terms.years() + " years";
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("actiontypedesc", "Renewal of %s for %s".formatted(terms.article(), years));
    answer.put("actiontype", "RenewDomain");
    describe(action, terms.id(), "Domain renewed successfully", answer);
    money(action, Item.DOMAIN, answer);
    ActionId privacy = terms.privacy();
    if (privacy != null) {
      Map<String, Object> details = new LinkedHashMap<>();
      details.put(
          "actiontypedesc", "Purchase of Privacy Protection Service for domain " + terms.article());
      details.put("actiontype", "PurchasePrivacyProtection");
      describe(action, privacy, "Operation completed successfully", details);
      money(action, Item.PRIVACY, details);
      answer.put("privacydetails", details);
    }
    return answer;
  }

  private static void describe(
      Action action, ActionId id, String whenDone, Map<String, Object> answer) {
    answer.put("description", action.terms().article().label());
    answer.put("entityid", action.terms().order().toString());
    answer.put("eaqid", id.toString());
    answer.put("status", "Success");
    answer.put("actionstatus", action instanceof Action.Done ? "Success" : "PendingExecution");
    answer.put("actionstatusdesc", statusDescription(action, whenDone));
  }

  private static String statusDescription(Action action, String whenDone) {
    return switch (action) {
      case Action.Done _ -> whenDone;
      case Action.AwaitingFunds _ ->
          "The action is pending: there are not enough funds to execute it yet";
      case Action.AwaitingPayment _ ->
          "The action is pending: it will be executed when the Invoice is paid";
      case Action.AwaitingRegistry _ ->
          "The action is pending: the registry has not confirmed it yet";
      case Action.Failed failed -> failed.reason();
    };
  }

  private static void money(Action action, Item item, Map<String, Object> answer) {
    Optional<Charge> customers =
        action.charges().stream()
            .filter(charge -> charge.item() == item)
            .filter(charge -> charge.buyer() instanceof Buyer.Customer)
            .filter(charge -> charge.invoice() != null)
            .findFirst();
    customers.ifPresent(
        charge -> {
          String amount = amount(charge.total());
          answer.put("invoiceid", String.valueOf(charge.invoice()));
          answer.put("sellingcurrencysymbol", charge.total().getCurrencyUnit().getCode());
          answer.put("sellingamount", amount);
          answer.put("unutilisedsellingamount", amount);
          answer.put("customerid", action.terms().customer().toString());
        });
  }

  /** Negative, as what leaves the account, with three decimals whatever the currency has. */
  private static String amount(Money total) {
    BigDecimal negative = total.getAmount().negate();
    return negative.setScale(Math.max(DECIMALS, negative.scale())).toPlainString();
  }

  private static String message(OrderId order, Refusal refusal) {
    return switch (refusal.reason()) {
      case ORDER_UNKNOWN, NOT_REGISTERED, NOT_RENEWABLE -> "No Entity found for Entityid: " + order;
      case ALREADY_RENEWED -> "Domain already renewed.";
      case ACTION_PENDING -> "There is already an action pending on this Order.";
      case PRIVACY_NOT_OFFERED -> "Privacy Protection Service not available.";
      case CUSTOMER_UNKNOWN,
          NAME_MALFORMED,
          TLD_UNKNOWN,
          WEB_SERVICE_UNKNOWN,
          NAME_TAKEN,
          TENURE_NOT_SOLD,
          TENURE_TOO_LONG,
          NOTHING_PENDING,
          DISCOUNT_NOT_POSSIBLE,
          NOT_SOLD,
          PREMIUM_NOT_ACKNOWLEDGED,
          PRICE_CHANGED,
          QUOTE_NOT_HONOURED,
          SELLER_NOT_READY,
          PRICING_UNAVAILABLE,
          REGISTRY_REFUSED,
          FUNDS_SHORT ->
          refusal.message();
    };
  }
}
