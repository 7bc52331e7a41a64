package io.tierline.pricing.book;

import io.tierline.pricing.catalog.Catalog;
import io.tierline.pricing.tldstatus.TldStatuses;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The versions of what tests keep in memory. */
public record InMemoryBookVersions(
    InMemoryPriceBooks books, Catalog catalog, InMemoryRules rules, TldStatuses statuses)
    implements BookVersions {

  @Override
  public Map<BookKey, Versions> of(Collection<BookKey> keys) {
    Map<BookKey, Versions> versions = new HashMap<>();
    for (BookKey key : keys) {
      if (books.exists(key)) {
        versions.put(
            key,
            new Versions(
                catalog.revision().history(),
                books.version(key),
                catalog.revision().number(),
                rules.revision(key.seller()),
                statuses.versions(List.of(key.seller())).getOrDefault(key.seller(), 0L)));
      }
    }
    return versions;
  }
}
