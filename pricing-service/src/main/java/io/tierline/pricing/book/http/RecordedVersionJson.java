package io.tierline.pricing.book.http;

import io.tierline.pricing.book.RecordedVersion;
import io.tierline.pricing.book.http.PriceBookJson.PriceJson;
import io.tierline.pricing.engine.DatedPrices;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** A version with who set it, when and why (domain.md PR-20). */
record RecordedVersionJson(
    String product,
    long version,
    Instant effectiveFrom,
    boolean withdrawn,
    List<PriceJson> prices,
    List<PromoJson> promos,
    @Nullable Money applicationFee,
    long bookVersion,
    String changeSetId,
    Instant recordedAt,
    String recordedBy,
    String reason) {

  static RecordedVersionJson of(RecordedVersion recorded) {
    return new RecordedVersionJson(
        recorded.product(),
        recorded.prices().version(),
        recorded.prices().effectiveFrom(),
        recorded.prices() instanceof DatedPrices.Withdrawn,
        PriceBookJson.pricesOf(recorded.product(), recorded.prices(), recorded.currency()),
        PromoJson.of(
            Map.of(recorded.product(), PriceBookJson.promosOf(recorded.prices())),
            recorded.currency()),
        PriceBookJson.feeOf(recorded.product(), recorded.prices(), recorded.currency()),
        recorded.bookVersion(),
        recorded.changeSetId().toString(),
        recorded.author().at(),
        recorded.author().name(),
        recorded.author().reason());
  }
}
