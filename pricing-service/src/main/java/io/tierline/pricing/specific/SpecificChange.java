package io.tierline.pricing.specific;

import io.tierline.pricing.book.PriceChange.Author;
import io.tierline.pricing.engine.SpecificPrice;
import java.time.Instant;
import java.util.List;

/**
 * One save (domain.md PR-20).
 *
 * @param version the sheet's version after it
 */
public record SpecificChange(
    BuyerKey buyer,
    long version,
    Instant effectiveFrom,
    Author author,
    List<SpecificPrice> prices) {

  public SpecificChange {
    prices = List.copyOf(prices);
  }
}
