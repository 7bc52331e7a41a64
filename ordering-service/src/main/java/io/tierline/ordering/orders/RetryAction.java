package io.tierline.ordering.orders;

import org.springframework.stereotype.Service;

/**
 * Goes on with an action that waited for money, at the prices of now: what was agreed to then does
 * not bind for ever. Background scope; never inside a transaction.
 */
@Service
public class RetryAction {

  private final Actions actions;
  private final PriceChain priceChain;
  private final PlaceAgain placeAgain;
  private final CarryOutAction carryOut;

  RetryAction(
      Actions actions, PriceChain priceChain, PlaceAgain placeAgain, CarryOutAction carryOut) {
    this.actions = actions;
    this.priceChain = priceChain;
    this.placeAgain = placeAgain;
    this.carryOut = carryOut;
  }

  public OrderOutcome run(ActionId id) {
    Action action = actions.find(id).orElseThrow();
    if (!(action instanceof Action.Waiting)) {
      return carryOut.asItIsNow(id);
    }
    Action.Terms terms = action.terms();
    PriceChain.Purchase purchase =
        new PriceChain.Purchase(
            terms.seller(),
            terms.customer(),
            terms.article(),
            terms.action(),
            terms.years(),
            terms.privacy() != null,
            terms.discount(),
            terms.attributes(),
            AgreedPrice.none());
    return switch (priceChain.run(purchase)) {
      case PriceChain.Result.Refused(Refusal refusal) -> new OrderOutcome.Refused(refusal);
      case PriceChain.Result.Priced priced -> again(id, priced);
    };
  }

  private OrderOutcome again(ActionId id, PriceChain.Result.Priced priced) {
    if (placeAgain.run(id, priced).orElse(null) instanceof Action.AwaitingFunds) {
      return OrderOutcome.Refused.because(
          Refusal.Reason.FUNDS_SHORT, "There is not enough credit yet. Nothing was charged.");
    }
    return carryOut.begun(carryOut.asItIsNow(id));
  }
}
