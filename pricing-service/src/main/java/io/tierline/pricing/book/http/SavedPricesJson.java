package io.tierline.pricing.book.http;

import io.tierline.contracts.Audience;
import io.tierline.pricing.book.PriceChange;
import io.tierline.pricing.book.PriceChange.ProductVersion;
import io.tierline.pricing.book.SetPrices.Result.Saved;
import io.tierline.pricing.engine.DatedPrices;
import java.time.Instant;
import java.util.List;

/**
 * What a save did.
 *
 * @param version of the book
 * @param superseded scheduled versions that will never be in force now
 */
public record SavedPricesJson(
    Audience audience,
    long version,
    String changeSetId,
    Instant effectiveFrom,
    List<VersionJson> products,
    List<VersionJson> withdrawn,
    List<VersionJson> superseded) {

  public record VersionJson(String product, long version) {

    private static VersionJson of(ProductVersion product) {
      return new VersionJson(product.product(), product.prices().version());
    }
  }

  public static SavedPricesJson of(Saved saved) {
    PriceChange change = saved.change();
    return new SavedPricesJson(
        change.book().audience(),
        change.bookVersion(),
        change.changeSetId().toString(),
        change.effectiveFrom(),
        versions(change, DatedPrices.Published.class),
        versions(change, DatedPrices.Withdrawn.class),
        saved.superseded().stream().map(VersionJson::of).toList());
  }

  private static List<VersionJson> versions(PriceChange change, Class<? extends DatedPrices> kind) {
    return change.products().stream()
        .filter(product -> kind.isInstance(product.prices()))
        .map(VersionJson::of)
        .toList();
  }
}
