package io.tierline.storefront;

import io.tierline.storefront.ProductVersions.InForce;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything known of one product of one seller for one audience. */
final class ProductLine {

  private final ProductVersions versions;
  private final Surroundings surroundings;

  /** What was in force last; see {@link Offer} why no thread minds another. */
  private @Nullable Holding last;

  /**
   * What is in force in a stretch of time.
   *
   * @param snapshot null while none is known to be in force
   * @param offer null when it is not sold, or not vouched for
   * @param doubt why it is not vouched for; null when it is
   */
  record Holding(
      Stretch stretch,
      @Nullable Snapshot snapshot,
      @Nullable Offer offer,
      @Nullable UnvouchedReason doubt) {}

  ProductLine(ProductVersions versions, Surroundings surroundings) {
    this.versions = versions;
    this.surroundings = surroundings;
  }

  ProductVersions versions() {
    return versions;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  /** What is in force while the clock shows these milliseconds; null when that changes in them. */
  @Nullable Holding surelyAt(long millis) {
    Holding found = at(Instant.ofEpochMilli(millis));
    return found.stretch().surelyIncludes(millis) ? found : null;
  }

  Holding at(OneMoment now) {
    Holding known = last;
    return known != null && known.stretch().surelyIncludes(now.millis()) ? known : at(now.exact());
  }

  Holding at(Instant businessNow) {
    Holding known = last;
    if (known != null
        && !businessNow.isBefore(known.stretch().from())
        && businessNow.isBefore(known.stretch().until())) {
      return known;
    }
    Holding found = exactlyAt(businessNow);
    last = found;
    return found;
  }

  private Holding exactlyAt(Instant now) {
    List<Instant> changes = new ArrayList<>(versions.starts());
    return switch (versions.at(now)) {
      case InForce.Unknown(var reason) ->
          new Holding(Stretch.around(now, changes), null, null, reason);
      case InForce.NeverPublished() -> new Holding(Stretch.around(now, changes), null, null, null);
      case InForce.Version(var snapshot) -> {
        CompiledPrices prices = snapshot.prices();
        if (prices == null) {
          yield new Holding(Stretch.around(now, changes), snapshot, null, null);
        }
        UnvouchedReason doubt = surroundings.doubtAbout(prices.kind());
        if (doubt != null) {
          yield new Holding(Stretch.around(now, changes), snapshot, null, doubt);
        }
        prices.changes().forEach(changes::add);
        Terms terms = surroundings.terms();
        if (terms != null && terms.sunrise() != null) {
          changes.add(terms.sunrise().from());
          changes.add(terms.sunrise().until());
        }
        Stretch stretch = Stretch.around(now, changes);
        yield new Holding(
            stretch, snapshot, new Offer(snapshot, prices, surroundings, stretch), null);
      }
    };
  }
}
