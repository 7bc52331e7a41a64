package io.tierline.ordering.orders.http;

import io.tierline.contracts.SellerId;
import io.tierline.kit.problem.ProblemException;
import io.tierline.kit.tenancy.SellerScope;
import io.tierline.ordering.catalog.Tlds;
import io.tierline.ordering.invoices.Buyer;
import io.tierline.ordering.orders.Action;
import io.tierline.ordering.orders.Charge;
import io.tierline.ordering.orders.DomainName;
import io.tierline.ordering.orders.Order;
import io.tierline.ordering.orders.OrderOutcome;
import io.tierline.ordering.orders.Refusal;
import io.tierline.ordering.orders.WebService;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Shows a seller what is its own: its price and its cost, nothing of the sellers above it. */
@Component
class OrderViews {

  private final Tlds tlds;

  OrderViews(Tlds tlds) {
    this.tlds = tlds;
  }

  /** 201 when it was carried out, 202 while money or the registry is waited for. */
  ResponseEntity<OrderView> answer(OrderOutcome outcome) {
    return switch (outcome) {
      case OrderOutcome.Begun(Order order, Action.Done action) ->
          ResponseEntity.status(HttpStatus.CREATED).body(of(order, action));
      case OrderOutcome.Begun(Order order, Action.Failed action) ->
          throw new ProblemException(
              OrderProblems.REGISTRY_REFUSED,
              "%s. Nothing was charged.".formatted(action.reason()),
              Map.of("orderId", order.terms().id().toString()));
      case OrderOutcome.Begun(Order order, Action.Open action) ->
          ResponseEntity.status(HttpStatus.ACCEPTED).body(of(order, action));
      case OrderOutcome.Refused(Refusal refusal) -> throw OrderProblems.of(refusal);
    };
  }

  OrderView of(Order order, @Nullable Action action) {
    Order.Terms terms = order.terms();
    DomainName domain = terms.article() instanceof DomainName name ? name : null;
    Order.Registered registered = order instanceof Order.Registered it ? it : null;
    boolean own = SellerScope.seller().filter(terms.seller().toString()::equals).isPresent();
    return new OrderView(
        terms.id(),
        terms.seller(),
        own ? terms.customer() : null,
        domain == null ? null : domain.ascii(),
        domain == null ? null : domain.unicode(),
        terms.article() instanceof WebService service ? service.code() : null,
        state(order),
        registered == null ? null : registered.expiresAt(),
        registered == null || domain == null ? null : lastDayToRenew(domain, registered),
        registered == null || domain == null ? null : registered.extras().autoRenew(),
        registered == null ? null : registered.extras().privacyUntil(),
        order instanceof Order.NotRegistered given ? given.reason() : null,
        terms.agreementVersion(),
        terms.agreedAt(),
        action == null ? null : view(action));
  }

  private @Nullable Instant lastDayToRenew(DomainName domain, Order.Registered order) {
    return tlds.find(domain.parent())
        .map(tld -> tld.lastDayToRenew(order.expiresAt()))
        .orElse(null);
  }

  private static String state(Order order) {
    return switch (order) {
      case Order.Requested _ -> "REQUESTED";
      case Order.Registered _ -> "REGISTERED";
      case Order.NotRegistered _ -> "NOT_REGISTERED";
    };
  }

  private static OrderView.ActionView view(Action action) {
    Action.Terms terms = action.terms();
    SellerId seller = terms.seller();
    List<Charge> charges = action.charges();
    return new OrderView.ActionView(
        terms.id().toString(),
        terms.action(),
        terms.years(),
        state(action),
        action instanceof Action.Failed failed ? failed.reason() : null,
        total(charges, charge -> charge.buyer() instanceof Buyer.Customer),
        total(
            charges,
            charge ->
                charge.buyer() instanceof Buyer.SubReseller(SellerId buyer)
                    && buyer.equals(seller)),
        charges.stream()
            .filter(charge -> charge.buyer() instanceof Buyer.Customer)
            .map(Charge::invoice)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null),
        terms.requestedAt());
  }

  private static String state(Action action) {
    return switch (action) {
      case Action.AwaitingFunds _ -> "AWAITING_FUNDS";
      case Action.AwaitingPayment _ -> "AWAITING_PAYMENT";
      case Action.AwaitingRegistry _ -> "AWAITING_REGISTRY";
      case Action.Done _ -> "DONE";
      case Action.Failed _ -> "FAILED";
    };
  }

  private static @Nullable Money total(List<Charge> charges, Predicate<Charge> which) {
    return charges.stream().filter(which).map(Charge::total).reduce(Money::plus).orElse(null);
  }
}
