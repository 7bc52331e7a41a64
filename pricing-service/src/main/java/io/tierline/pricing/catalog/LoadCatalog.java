package io.tierline.pricing.catalog;

import io.tierline.contracts.pricing.TldEvent;
import io.tierline.contracts.pricing.TldEvent.TldListed;
import io.tierline.pricing.engine.ProductKind;
import io.tierline.pricing.engine.Sunrise;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings the tables in step with the catalog file and tells others what changed. Loading the same
 * file again changes nothing, also when several instances start at once. A product that is no
 * longer in the file stays: there may be orders of it.
 */
public class LoadCatalog {

  private final Listings catalog;
  private final TldEvents events;
  private final Clock clock;

  public LoadCatalog(Listings catalog, TldEvents events, Clock clock) {
    this.catalog = catalog;
    this.events = events;
    this.clock = clock;
  }

  /** How many lines were new or changed. */
  @Transactional
  public int load(List<Listing> listings) {
    Map<String, Listing> known =
        catalog.lockAll().stream()
            .collect(Collectors.toMap(listing -> listing.product().code(), Function.identity()));
    List<Listing> changed =
        listings.stream()
            .filter(listing -> !listing.equals(known.get(listing.product().code())))
            .toList();
    if (changed.isEmpty()) {
      return 0;
    }
    Instant now = clock.instant();
    for (Listing listing : changed) {
      catalog.put(listing);
      if (listing.product().kind() == ProductKind.TLD) {
        events.append(listed(listing.product(), now));
      }
    }
    catalog.raiseRevision();
    return changed.size();
  }

  /** Tells of all TLDs once more, as after the topic was lost; how many there are. */
  @Transactional
  public int tellAgain() {
    Instant now = clock.instant();
    List<Product> tlds =
        catalog.lockAll().stream()
            .map(Listing::product)
            .filter(product -> product.kind() == ProductKind.TLD)
            .toList();
    tlds.forEach(tld -> events.append(listed(tld, now)));
    return tlds.size();
  }

  private static TldListed listed(Product tld, Instant now) {
    return new TldListed(
        tld.code(),
        tld.terms().minYears(),
        tld.terms().maxYears(),
        tld.terms().actions().stream().sorted().toList(),
        tld.privacy() == Product.Privacy.OFFERED,
        tld.lastRenewalDaysBeforeExpiry(),
        told(tld.terms().sunrise()),
        now);
  }

  private static TldEvent.@Nullable Sunrise told(@Nullable Sunrise sunrise) {
    return sunrise == null
        ? null
        : new TldEvent.Sunrise(
            sunrise.start(),
            sunrise.end(),
            sunrise.applicationFee() == Sunrise.ApplicationFee.CHARGED);
  }
}
