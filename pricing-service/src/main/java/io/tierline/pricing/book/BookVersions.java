package io.tierline.pricing.book;

import io.tierline.pricing.catalog.Catalog;
import java.util.Collection;
import java.util.Map;

/** The versions of all that compiled books are made of. */
public interface BookVersions {

  /**
   * Of the books that exist, as one statement sees them: all from one moment, also without a
   * transaction around it.
   */
  Map<BookKey, Versions> of(Collection<BookKey> keys);

  /**
   * @param history in which these numbers were given out; another one may give them out again
   * @param book how many changes the book has seen
   * @param catalog the revision of the catalog
   * @param rules grows with each change of those of the seller's rules that books hold
   * @param statuses grows with each change of what the seller sells
   */
  record Versions(String history, long book, long catalog, long rules, long statuses) {

    Catalog.Revision catalogRevision() {
      return new Catalog.Revision(history, catalog);
    }

    String text() {
      return "%d.%d.%d.%d.%s".formatted(book, catalog, rules, statuses, history);
    }
  }
}
