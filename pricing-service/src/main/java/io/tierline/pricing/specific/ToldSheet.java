package io.tierline.pricing.specific;

import io.tierline.contracts.pricing.SpecificPriceEvent.Price;
import io.tierline.contracts.pricing.SpecificPriceEvent.SpecificPricesPublished;
import io.tierline.pricing.engine.SpecificPrice;
import java.time.Instant;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** A sheet as storefronts are told of it: the same whenever a version of it is told. */
final class ToldSheet {

  private ToldSheet() {}

  /**
   * @param recordedAt when its last change was recorded: in force then, or to come
   */
  static SpecificPricesPublished of(
      BuyerKey buyer, SpecificSheet sheet, Instant recordedAt, CurrencyUnit currency) {
    return new SpecificPricesPublished(
        buyer.seller(),
        buyer.audience(),
        Long.toString(buyer.buyer()),
        sheet.version(),
        sheet.from(recordedAt).stream().map(price -> told(price, currency)).toList(),
        recordedAt);
  }

  private static Price told(SpecificPrice price, CurrencyUnit currency) {
    @Nullable Money perYear =
        switch (price) {
          case SpecificPrice.Fixed fixed -> Money.ofMinor(currency, fixed.perYear());
          case SpecificPrice.Removed _ -> null;
        };
    return new Price(
        price.product(), price.action(), perYear, price.version(), price.effectiveFrom());
  }
}
