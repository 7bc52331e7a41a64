package io.tierline.ordering.orders;

import io.tierline.contracts.OrderId;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.ordering.catalog.Tld;
import io.tierline.ordering.catalog.Tlds;
import io.tierline.ordering.orders.Refusal.Reason;
import io.tierline.ordering.orders.RequestKeys.Key;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Renews a domain (domain.md OR-3, OR-5, OR-6). Works on a whole chain of sellers, so it runs in
 * the background scope, after the caller has proved who it is; never inside a transaction.
 */
@Service
public class RenewDomain {

  /**
   * @param expiresAt the expiry that the caller knows; another one means it was renewed already
   * @param autoRenew null keeps the setting
   * @param discount off the customer's price; null for none
   * @param key null where callers have none: the known expiry alone tells a repetition then
   */
  public record Request(
      SellerId seller,
      OrderId order,
      int years,
      Instant expiresAt,
      InvoiceOption invoiceOption,
      boolean privacy,
      @Nullable Boolean autoRenew,
      @Nullable BigDecimal discount,
      Map<String, String> attributes,
      AgreedPrice agreed,
      @Nullable Key key) {

    public Request {
      attributes = Map.copyOf(attributes);
    }
  }

  private final Tlds tlds;
  private final Orders orders;
  private final RequestKeys keys;
  private final PriceChain priceChain;
  private final PlaceRenewal place;
  private final CarryOutAction carryOut;
  private final Clock clock;

  RenewDomain(
      Tlds tlds,
      Orders orders,
      RequestKeys keys,
      PriceChain priceChain,
      PlaceRenewal place,
      CarryOutAction carryOut,
      Clock clock) {
    this.tlds = tlds;
    this.orders = orders;
    this.keys = keys;
    this.priceChain = priceChain;
    this.place = place;
    this.carryOut = carryOut;
    this.clock = clock;
  }

  public OrderOutcome run(Request request) {
    return Optional.ofNullable(request.key())
        .flatMap(keys::find)
        .map(carryOut::asItIsNow)
        .orElseGet(() -> begin(request));
  }

  private OrderOutcome begin(Request request) {
    Optional<Order> order =
        orders
            .find(request.order())
            .filter(found -> found.terms().seller().equals(request.seller()));
    if (order.isEmpty()) {
      return OrderOutcome.Refused.because(
          Reason.ORDER_UNKNOWN, "There is no order " + request.order() + ".");
    }
    Order.Terms terms = order.get().terms();
    if (!(terms.article() instanceof DomainName domain)) {
      return OrderOutcome.Refused.because(
          Reason.NOT_RENEWABLE,
          "Order %s is of a web service. Web services cannot be renewed yet: a new order of it starts when it is paid, at the price of a new order, and the time left of this one is not carried over."
              .formatted(request.order()));
    }
    Tld tld =
        tlds.find(domain.parent())
            .orElseThrow(() -> new IllegalStateException("A TLD vanished: " + domain.parent()));
    Optional<Refusal> refusal = place.refusal(order, request, tld, clock.instant());
    if (refusal.isPresent()) {
      return new OrderOutcome.Refused(refusal.get());
    }
    PriceChain.Purchase purchase =
        new PriceChain.Purchase(
            request.seller(),
            terms.customer(),
            domain,
            ProductAction.RENEW,
            request.years(),
            request.privacy(),
            request.discount(),
            request.attributes(),
            request.agreed());
    return switch (priceChain.run(purchase)) {
      case PriceChain.Result.Refused(Refusal why) -> new OrderOutcome.Refused(why);
      case PriceChain.Result.Priced priced -> placed(request, tld, priced);
    };
  }

  private OrderOutcome placed(Request request, Tld tld, PriceChain.Result.Priced priced) {
    try {
      return carryOut.begun(carryOut.asItIsNow(place.run(request, tld, priced)));
    } catch (PlaceRenewal.NotPlaced notPlaced) {
      return new OrderOutcome.Refused(notPlaced.refusal());
    }
  }
}
