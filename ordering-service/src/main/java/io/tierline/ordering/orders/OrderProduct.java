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
 * Registers a domain for a customer: quote, hold, registry, settle (domain.md OR-1, OR-3, OR-10).
 * Works on a whole chain of sellers, so it runs in the background scope, after the caller has
 * proved that the customer is its own; never inside a transaction.
 */
@Service
public class RegisterDomain {

  public record Request(
      SellerId seller,
      CustomerId customer,
      DomainName domain,
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
  private final PlaceRegistration place;
  private final CarryOutAction carryOut;

  RegisterDomain(
      Tlds tlds,
      RequestKeys keys,
      PriceChain priceChain,
      PlaceRegistration place,
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
    Optional<Tld> tld = tlds.find(request.domain().parent());
    if (tld.isEmpty()) {
      return OrderOutcome.Refused.because(
          Reason.TLD_UNKNOWN,
          "Names directly below .%s are not sold here.".formatted(request.domain().parent()));
    }
    if (!tld.get().sells(request.years())) {
      return OrderOutcome.Refused.because(
          Reason.TENURE_NOT_SOLD,
          ".%s is sold for %d to %d years, not for %d."
              .formatted(
                  tld.get().name(), tld.get().minYears(), tld.get().maxYears(), request.years()));
    }
    PriceChain.Purchase purchase =
        new PriceChain.Purchase(
            request.seller(),
            request.customer(),
            request.domain(),
            ProductAction.REGISTER,
            request.years(),
            false,
            null,
            request.attributes(),
            request.agreed());
    return switch (priceChain.run(purchase)) {
      case PriceChain.Result.Refused(Refusal refusal) -> new OrderOutcome.Refused(refusal);
      case PriceChain.Result.Priced priced -> placed(request, priced);
    };
  }

  private OrderOutcome placed(Request request, PriceChain.Result.Priced priced) {
    try {
      return carryOut.begun(carryOut.asItIsNow(place.run(request, priced)));
    } catch (PlaceRegistration.NameTaken taken) {
      return OrderOutcome.Refused.because(
          Reason.NAME_TAKEN,
          "%s is ordered or registered already. Choose another name.".formatted(request.domain()));
    }
  }
}
