package io.tierline.localstack;

import io.tierline.contracts.Audience;
import io.tierline.localstack.PriceSheet.Difference;
import io.tierline.storefront.PriceListAnswer;
import io.tierline.storefront.PriceListener.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of prices that are followed. A cache serves a price before it tells its
 * listener of it, and says only there when it was written; so a price list that is read in between,
 * or that is not vouched for just then, must neither lose that nor come before it.
 */
final class FollowedPrices {

  private final Audience audience;
  private final @Nullable String onlyProduct;

  /** Not shown yet, by product. */
  private final Map<String, Change.OfProduct> told = new HashMap<>();

  private PriceSheet sheet;
  private boolean vouched = true;

  /**
   * @param onlyProduct null for all
   * @param first what was shown already
   */
  FollowedPrices(Audience audience, @Nullable String onlyProduct, PriceSheet first) {
    this.audience = audience;
    this.onlyProduct = onlyProduct;
    this.sheet = first;
  }

  /**
   * @param changes what the listener was told of since the last call
   * @param answer the price list, asked for after that
   * @return a line for each thing to say
   */
  List<String> news(List<Change> changes, PriceListAnswer answer) {
    changes.forEach(this::note);
    return switch (answer) {
      case PriceListAnswer.Unvouched unvouched -> unvouched(unvouched);
      case PriceListAnswer.Listed listed -> listed(listed);
    };
  }

  private void note(Change change) {
    if (change instanceof Change.OfProduct product
        && product.audience() == audience
        && product.doubt() == null) {
      told.put(product.product(), product);
    }
  }

  private List<String> unvouched(PriceListAnswer.Unvouched unvouched) {
    boolean isNews = vouched;
    vouched = false;
    return isNews
        ? List.of("prices cannot be vouched for: " + unvouched.reason().sentence())
        : List.of();
  }

  private List<String> listed(PriceListAnswer.Listed listed) {
    List<String> lines = new ArrayList<>();
    if (!vouched) {
      lines.add("prices are vouched for again");
    }
    vouched = true;
    PriceSheet before = sheet;
    PriceSheet now = PriceSheet.of(listed, onlyProduct).after(before, versionsTold());
    now.unvouchedSince(before).forEach(product -> lines.add(unvouched(product)));
    before
        .unvouchedSince(now)
        .forEach(product -> lines.add("%-12s is vouched for again".formatted(product)));
    before.differencesTo(now).forEach(difference -> lines.add(line(difference)));
    told.values().removeIf(change -> now.isOf(change.product(), change.version()));
    sheet = now;
    return lines;
  }

  private Map<String, Long> versionsTold() {
    Map<String, Long> versions = new HashMap<>();
    told.forEach((product, change) -> versions.put(product, change.version()));
    return versions;
  }

  static String unvouched(String product) {
    return "%-12s cannot be vouched for at the moment".formatted(product);
  }

  private String line(Difference difference) {
    Change.OfProduct change = told.get(difference.place().product());
    return change == null || change.writtenAt() == null
        ? difference.toString()
        : "%s   commit to shown %d ms"
            .formatted(
                difference, Duration.between(change.writtenAt(), change.visibleAt()).toMillis());
  }
}
