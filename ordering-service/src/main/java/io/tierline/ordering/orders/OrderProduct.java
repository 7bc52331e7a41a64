package io.tierline.ordering.orders;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.ordering.catalog.Tld;
import io.tierline.ordering.catalog.Tlds;
import io.tierline.ordering.orders.Refusal.Reason;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Orders a domain or a web service for a customer: quote, hold, registry, settle (domain.md OR-1,
 * OR-3, OR-10). Works on a whole chain of sellers, so it runs in the background scope, after the
 * caller has proved that the customer is its own; never inside a transaction.
 */
@Service
public class OrderProduct {

  public record Request(
      SellerId seller,
      CustomerId customer,
      Article article,
      int years,
      InvoiceOption invoiceOption,
      String agreementVersion,
      Map<String, String> attributes,
      AgreedPrice agreed,
      RequestKeys.Key key) {

    public Request {
      attributes = Map.copyOf(attributes);
    }
  }

  private final Tlds tlds;
  private final RequestKeys keys;
  private final PriceChain priceChain;
  private final PlaceOrder place;
  private final CarryOutAction carryOut;

  OrderProduct(
      Tlds tlds,
      RequestKeys keys,
      PriceChain priceChain,
      PlaceOrder place,
      CarryOutAction carryOut) {
    this.tlds = tlds;
    this.keys = keys;
    this.priceChain = priceChain;
    this.place = place;
    this.carryOut = carryOut;
  }

  public OrderOutcome run(Request request) {
    return keys.find(request.key()).map(carryOut::asItIsNow).orElseGet(() -> begin(request));
  }

  private OrderOutcome begin(Request request) {
    Optional<Refusal> refusal =
        switch (request.article()) {
          case DomainName name -> refusal(name, request.years());
          // What there is of them, and for how long, pricing says with the price.
          case WebService _ -> Optional.empty();
        };
    if (refusal.isPresent()) {
      return new OrderOutcome.Refused(refusal.get());
    }
    PriceChain.Purchase purchase =
        new PriceChain.Purchase(
            request.seller(),
            request.customer(),
            request.article(),
            ProductAction.REGISTER,
            request.years(),
            false,
            null,
            request.attributes(),
            request.agreed());
    return switch (priceChain.run(purchase)) {
      case PriceChain.Result.Refused(Refusal why) -> new OrderOutcome.Refused(why);
      case PriceChain.Result.Priced priced -> placed(request, priced);
    };
  }

  private Optional<Refusal> refusal(DomainName name, int years) {
    Optional<Tld> tld = tlds.find(name.parent());
    if (tld.isEmpty()) {
      return Optional.of(
          new Refusal(
              Reason.TLD_UNKNOWN,
              "Names directly below .%s are not sold here.".formatted(name.parent())));
    }
    return tld.filter(known -> !known.sells(years))
        .map(
            known ->
                new Refusal(
                    Reason.TENURE_NOT_SOLD,
                    ".%s is sold for %d to %d years, not for %d."
                        .formatted(known.name(), known.minYears(), known.maxYears(), years)));
  }

  private OrderOutcome placed(Request request, PriceChain.Result.Priced priced) {
    try {
      return carryOut.begun(carryOut.asItIsNow(place.run(request, priced)));
    } catch (PlaceOrder.NameTaken taken) {
      return OrderOutcome.Refused.because(
          Reason.NAME_TAKEN,
          "%s is ordered or registered already. Choose another name.".formatted(request.article()));
    }
  }
}
