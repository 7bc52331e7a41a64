package io.tierline.pricing.specific;

import io.tierline.pricing.seller.Sellers;
import java.time.Instant;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts what is fixed for buyers on the bus once more, after the topic was lost: some buyers at a
 * time, locked as for a change.
 */
public class TellSpecificPricesAgain {

  private static final int BUYERS_MAX = 100;

  private final SpecificPrices prices;
  private final Sellers sellers;
  private final SpecificPriceEvents events;

  public TellSpecificPricesAgain(
      SpecificPrices prices, Sellers sellers, SpecificPriceEvents events) {
    this.prices = prices;
    this.sellers = sellers;
    this.events = events;
  }

  /**
   * @param after the buyer that was told of last; null before the first
   * @return those that were told of; none behind the last one
   */
  @Transactional
  public List<BuyerKey> tellNext(@Nullable BuyerKey after) {
    List<BuyerKey> buyers = prices.lockNext(after, BUYERS_MAX);
    buyers.forEach(this::tell);
    return buyers;
  }

  /** A seller that is not known here has no currency yet: nothing of it can be on the bus. */
  private void tell(BuyerKey buyer) {
    sellers.find(buyer.seller()).ifPresent(seller -> tell(buyer, seller.currency()));
  }

  private void tell(BuyerKey buyer, CurrencyUnit currency) {
    Instant recordedAt = prices.history(buyer, Long.MAX_VALUE, 1).getFirst().author().at();
    events.append(
        ToldSheet.of(buyer, prices.sheet(buyer, SpecificPrices.LATEST), recordedAt, currency));
  }
}
