package io.tierline.pricing.feed.http;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tierline.contracts.ProductAction;
import io.tierline.pricing.engine.DatedPrices;
import io.tierline.pricing.engine.PriceCell;
import io.tierline.pricing.engine.PriceList;
import io.tierline.pricing.engine.ProductKind;
import io.tierline.pricing.engine.Promo;
import io.tierline.pricing.engine.Slab;
import io.tierline.pricing.engine.Sunrise;
import io.tierline.pricing.engine.TldStatus;
import io.tierline.pricing.feed.ProductState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * All there is to know about a product's prices. Of its versions the highest whose {@code
 * effectiveFrom} has come is in force; what is told later replaces all of this.
 *
 * @param actions what can be bought of it
 * @param sunrise null when there is none
 */
public record ProductStateJson(
    @Schema(example = "com") String product,
    ProductKind kind,
    TldStatus status,
    List<ProductAction> actions,
    int minYears,
    int maxYears,
    @Nullable SunriseJson sunrise,
    @Schema(example = "USD") String currency,
    List<SlabJson> slabs,
    List<VersionJson> versions) {

  /**
   * The time in which a registration may carry the version's application fee (domain.md PR-13).
   *
   * @param start included
   * @param end excluded
   * @param charged whether a registration in it carries the fee
   */
  public record SunriseJson(Instant start, Instant end, boolean charged) {
    static @Nullable SunriseJson of(@Nullable Sunrise sunrise) {
      return sunrise == null
          ? null
          : new SunriseJson(
              sunrise.start(),
              sunrise.end(),
              sunrise.applicationFee() == Sunrise.ApplicationFee.CHARGED);
    }
  }

  public record SlabJson(
      int number, @Nullable Money receiptsAtLeast, @Nullable Integer webServicesOrdersAtLeast) {}

  /**
   * @param withdrawn not sold from then on; there are no prices
   * @param applicationFee once, on a registration in a sunrise that is charged; null for none
   */
  public record VersionJson(
      long version,
      UUID changeSetId,
      Instant effectiveFrom,
      boolean withdrawn,
      List<CellJson> prices,
      List<PromoJson> promos,
      @Nullable Money applicationFee) {}

  public record CellJson(ProductAction action, int slab, int years, Money perYear) {}

  public record PromoJson(
      UUID id,
      String name,
      List<ProductAction> actions,
      Money perYear,
      Instant from,
      Instant until) {}

  public static ProductStateJson of(ProductState state) {
    CurrencyUnit currency = state.currency();
    return new ProductStateJson(
        state.terms().product(),
        state.terms().kind(),
        state.status(),
        state.terms().actions().stream().sorted().toList(),
        state.terms().minYears(),
        state.terms().maxYears(),
        SunriseJson.of(state.terms().sunrise()),
        currency.getCode(),
        state.slabs().stream().map(slab -> slab(slab, currency)).toList(),
        state.versions().stream().map(version -> version(version, currency)).toList());
  }

  private static SlabJson slab(Slab slab, CurrencyUnit currency) {
    Long receipts = slab.receiptsAtLeast();
    return new SlabJson(
        slab.number(),
        receipts == null ? null : Money.ofMinor(currency, receipts),
        slab.webServicesOrdersAtLeast());
  }

  private static VersionJson version(ProductState.Version version, CurrencyUnit currency) {
    return switch (version.prices()) {
      case DatedPrices.Published published ->
          new VersionJson(
              published.version(),
              version.changeSetId(),
              published.effectiveFrom(),
              false,
              published.prices().cells().stream().map(cell -> cell(cell, currency)).toList(),
              published.prices().promos().stream()
                  .filter(promo -> promo.end().isAfter(published.effectiveFrom()))
                  .sorted(Comparator.comparing(Promo::start).thenComparing(Promo::id))
                  .map(promo -> promo(promo, currency))
                  .toList(),
              fee(published.prices(), currency));
      case DatedPrices.Withdrawn withdrawn ->
          new VersionJson(
              withdrawn.version(),
              version.changeSetId(),
              withdrawn.effectiveFrom(),
              true,
              List.of(),
              List.of(),
              null);
    };
  }

  private static CellJson cell(PriceCell cell, CurrencyUnit currency) {
    return new CellJson(
        cell.action(), cell.slab(), cell.years(), Money.ofMinor(currency, cell.perYear()));
  }

  private static PromoJson promo(Promo promo, CurrencyUnit currency) {
    return new PromoJson(
        promo.id(),
        promo.name(),
        promo.actions().stream().sorted().toList(),
        Money.ofMinor(currency, promo.perYear()),
        promo.start(),
        promo.end());
  }

  private static @Nullable Money fee(PriceList prices, CurrencyUnit currency) {
    Long fee = prices.applicationFee();
    return fee == null ? null : Money.ofMinor(currency, fee);
  }
}
