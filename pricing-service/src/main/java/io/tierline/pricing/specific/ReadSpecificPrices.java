package io.tierline.pricing.specific;

import io.tierline.pricing.seller.Seller;
import io.tierline.pricing.seller.Sellers;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** What a seller fixed for a buyer, now or as of any moment, and who did it (domain.md PR-20). */
public class ReadSpecificPrices {

  private final SpecificPrices prices;
  private final Sellers sellers;
  private final Clock clock;

  public ReadSpecificPrices(SpecificPrices prices, Sellers sellers, Clock clock) {
    this.prices = prices;
    this.sellers = sellers;
    this.clock = clock;
  }

  /**
   * @param at the moment it was read for
   */
  public record AsOf(SpecificSheet sheet, CurrencyUnit currency, Instant at) {}

  /**
   * @param at the moment asked about; null: the present
   * @return nothing when the seller is not known yet
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Optional<AsOf> asOf(BuyerKey buyer, @Nullable Instant at) {
    Instant now = clock.instant();
    Instant moment = at == null ? now : at;
    Instant knownAt = moment.isBefore(now) ? moment : SpecificPrices.LATEST;
    return sellers
        .find(buyer.seller())
        .map(Seller::currency)
        .map(currency -> new AsOf(prices.sheet(buyer, knownAt), currency, moment));
  }

  @Transactional(readOnly = true)
  public List<SpecificChange> history(BuyerKey buyer, long beforeVersion, int limit) {
    return prices.history(buyer, beforeVersion, limit);
  }
}
