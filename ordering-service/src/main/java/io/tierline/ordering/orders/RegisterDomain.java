package io.tierline.ordering.orders;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.ordering.catalog.Tld;
import io.tierline.ordering.catalog.Tlds;
import io.tierline.ordering.orders.Refusal.Reason;
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
      Actions.RequestKey key) {}

  private final Tlds tlds;
  private final Orders orders;
  private final Actions actions;
  private final PriceChain priceChain;
  private final PlaceRegistration place;
  private final CarryOutAction carryOut;

  RegisterDomain(
      Tlds tlds,
      Orders orders,
      Actions actions,
      PriceChain priceChain,
      PlaceRegistration place,
      CarryOutAction carryOut) {
    this.tlds = tlds;
    this.orders = orders;
    this.actions = actions;
    this.priceChain = priceChain;
    this.place = place;
    this.carryOut = carryOut;
  }

  public OrderOutcome run(Request request) {
    return earlier(request).orElseGet(() -> first(request));
  }

  private OrderOutcome first(Request request) {
    OrderOutcome outcome = begin(request);
    // The same request may have come twice at once: then the other one has taken the name.
    return outcome instanceof OrderOutcome.Refused ? earlier(request).orElse(outcome) : outcome;
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
    if (orders.isTaken(request.domain())) {
      return OrderOutcome.Refused.because(
          Reason.NAME_TAKEN,
          "%s is ordered or registered already. Choose another name.".formatted(request.domain()));
    }
    PriceChain.Purchase purchase =
        new PriceChain.Purchase(
            request.seller(),
            request.customer(),
            tld.get().name(),
            ProductAction.REGISTER,
            request.years(),
            false,
            null);
    return switch (priceChain.run(purchase)) {
      case PriceChain.Result.Refused(Refusal refusal) -> new OrderOutcome.Refused(refusal);
      case PriceChain.Result.Priced priced -> carryOut.begun(place.run(request, priced));
    };
  }

  private Optional<OrderOutcome> earlier(Request request) {
    return actions
        .findByKey(request.seller(), request.key().key())
        .map(
            known ->
                known.fingerprint().equals(request.key().fingerprint())
                    ? carryOut.asItIsNow(known.action())
                    : OrderOutcome.Refused.because(
                        Reason.REQUEST_KEY_REUSED,
                        "The idempotency key was used for another order. Use a new key."));
  }
}
