package io.tierline.pricing.draft.http;

import io.tierline.contracts.ProductAction;
import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import io.tierline.pricing.draft.ReadDrafts.Shown;
import io.tierline.pricing.engine.Preview;
import io.tierline.pricing.engine.Preview.Margins;
import io.tierline.pricing.engine.Preview.Warning;
import io.tierline.pricing.engine.Profit;
import io.tierline.pricing.engine.SellingPrice;
import io.tierline.pricing.engine.Slab;
import java.time.Instant;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What publishing a draft would do.
 *
 * @param bookVersion of the book it was compared with
 * @param bookMovedOn whether that is another one than the draft was made on: rebase it first
 * @param at when its prices would be in force
 * @param changes those of this page, product by product
 * @param warnings of the whole draft, the first ones where there are very many
 */
record PreviewJson(
    String draftId,
    long version,
    long baseVersion,
    long bookVersion,
    boolean bookMovedOn,
    Instant at,
    List<SlabJson> slabsBefore,
    List<SlabJson> slabsAfter,
    int changesTotal,
    Page<ChangeJson> changes,
    int warningsTotal,
    List<WarningJson> warnings) {

  static final int WARNINGS_MAX = 1_000;

  enum Kind {
    PRICE,
    PROMO,
    APPLICATION_FEE
  }

  record SlabJson(
      int number, @Nullable Money receiptsAtLeast, @Nullable Integer webServicesOrdersAtLeast) {

    private static List<SlabJson> of(List<Slab> slabs, CurrencyUnit currency) {
      return slabs.stream()
          .map(
              slab ->
                  new SlabJson(
                      slab.number(),
                      slab.receiptsAtLeast() == null
                          ? null
                          : Money.ofMinor(currency, slab.receiptsAtLeast()),
                      slab.webServicesOrdersAtLeast()))
          .toList();
    }
  }

  /** Which price; what does not apply to its kind is null. */
  record PriceJson(
      Kind kind,
      String product,
      @Nullable ProductAction action,
      @Nullable Integer slab,
      @Nullable Integer years,
      @Nullable String promoId,
      @Nullable String promoName) {

    private static PriceJson of(SellingPrice price) {
      return switch (price) {
        case SellingPrice.OfCell cell ->
            new PriceJson(
                Kind.PRICE, cell.product(), cell.action(), cell.slab(), cell.years(), null, null);
        case SellingPrice.OfPromo promo ->
            new PriceJson(
                Kind.PROMO,
                promo.product(),
                promo.action(),
                null,
                null,
                promo.id().toString(),
                promo.name());
        case SellingPrice.OfApplicationFee fee ->
            new PriceJson(Kind.APPLICATION_FEE, fee.product(), null, null, null, null, null);
        case SellingPrice.OfBuyer buyer ->
            throw new IllegalArgumentException("Not in a price list: " + buyer);
      };
    }
  }

  /**
   * @param before null when the price is new
   * @param after null when it is taken away
   * @param costUnknown why there are no margins; null when there are
   */
  record ChangeJson(
      PriceJson price,
      @Nullable Money before,
      @Nullable Money after,
      @Nullable Profit marginBefore,
      @Nullable Profit marginAfter,
      @Nullable String costUnknown) {

    private static ChangeJson of(Preview.Change change) {
      PriceJson price = PriceJson.of(change.price());
      return switch (change.margins()) {
        case Margins.Known known ->
            new ChangeJson(
                price, change.before(), change.after(), known.before(), known.after(), null);
        case Margins.CostUnknown(String why) ->
            new ChangeJson(price, change.before(), change.after(), null, null, why);
      };
    }
  }

  /**
   * @param code for programs
   * @param text for people: what is unusual, with figures
   */
  record WarningJson(String code, String product, String text) {

    private static WarningJson of(Warning warning) {
      return switch (warning) {
        case Warning.AtOrBelowCost(SellingPrice price, int years, Money perYear, Money cost) ->
            new WarningJson(
                price instanceof SellingPrice.OfPromo
                    ? "promo-at-or-below-cost"
                    : "at-or-below-cost",
                price.product(),
                "%s for %d year(s) sells at %s a year and costs %s."
                    .formatted(named(price), years, perYear, cost));
        case Warning.MoreYearsCostLess less ->
            new WarningJson(
                "more-years-cost-less",
                less.product(),
                "%s, slab %d: %d years cost %s in total and %d years cost %s."
                    .formatted(
                        less.action(),
                        less.slab(),
                        less.fewer().years(),
                        less.fewer().total(),
                        less.more().years(),
                        less.more().total()));
        case Warning.PromoNeverWins promo ->
            new WarningJson(
                "promo-never-wins",
                promo.product(),
                "The promo '%s' is over, or never cheaper than the usual price."
                    .formatted(promo.name()));
        case Warning.SoldWithoutPrice sold ->
            new WarningJson(
                "sold-without-price",
                sold.product(),
                "It is sold and has no price for %s; set one, or its status to DO_NOT_SELL."
                    .formatted(sold.actions()));
      };
    }

    private static String named(SellingPrice price) {
      return switch (price) {
        case SellingPrice.OfCell cell -> "%s, slab %d".formatted(cell.action(), cell.slab());
        case SellingPrice.OfPromo promo ->
            "%s in the promo '%s'".formatted(promo.action(), promo.name());
        case SellingPrice.OfApplicationFee _ -> "The application fee";
        case SellingPrice.OfBuyer buyer -> "%s for %s".formatted(buyer.action(), buyer.buyer());
      };
    }
  }

  static PreviewJson of(Shown.Compared shown, PageRequest page) {
    List<Preview.Change> changes = shown.compared().changes();
    List<Warning> warnings = shown.compared().warnings();
    CurrencyUnit currency = shown.slabs().currency();
    long from = page.afterNumber().orElse(0);
    String next = from + page.limit() < changes.size() ? Long.toString(from + page.limit()) : null;
    return new PreviewJson(
        Long.toString(shown.draft().id()),
        shown.draft().version(),
        shown.draft().baseVersion(),
        shown.bookVersion(),
        shown.draft().baseVersion() != shown.bookVersion(),
        shown.at(),
        SlabJson.of(shown.slabs().before(), currency),
        SlabJson.of(shown.slabs().after(), currency),
        changes.size(),
        new Page<>(
            changes.stream().skip(from).limit(page.limit()).map(ChangeJson::of).toList(), next),
        warnings.size(),
        warnings.stream().limit(WARNINGS_MAX).map(WarningJson::of).toList());
  }
}
