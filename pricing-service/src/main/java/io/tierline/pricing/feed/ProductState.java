package io.tierline.pricing.feed;

import io.tierline.pricing.engine.DatedPrices;
import io.tierline.pricing.engine.ProductTerms;
import io.tierline.pricing.engine.Slab;
import io.tierline.pricing.engine.TldStatus;
import java.util.List;
import java.util.UUID;
import org.joda.money.CurrencyUnit;

/**
 * All there is to know about a product's prices: it replaces whatever was known of it.
 *
 * @param slabs of the book
 * @param versions the one in force and those above it that will be, lowest first
 */
public record ProductState(
    ProductTerms terms,
    TldStatus status,
    CurrencyUnit currency,
    List<Slab> slabs,
    List<Version> versions) {

  public ProductState {
    slabs = List.copyOf(slabs);
    versions = List.copyOf(versions);
  }

  public record Version(DatedPrices prices, UUID changeSetId) {}

  boolean isGone() {
    return isGone(versions.stream().map(Version::prices).toList());
  }

  static boolean isGone(List<DatedPrices> versions) {
    return versions.stream().allMatch(DatedPrices.Withdrawn.class::isInstance);
  }
}
