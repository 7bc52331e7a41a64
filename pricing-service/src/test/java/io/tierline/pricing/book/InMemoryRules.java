package io.tierline.pricing.book;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.engine.SellerRules;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Sellers' rules for tests without a database: none, until a test puts some. */
public final class InMemoryRules implements RulesOfSellers {

  private final Map<BookKey, SellerRules> rules = new HashMap<>();
  private final Map<SellerId, Long> revisions = new HashMap<>();

  public void put(BookKey book, SellerRules changed) {
    rules.put(book, changed);
    revisions.merge(book.seller(), 1L, Long::sum);
  }

  long revision(SellerId seller) {
    return revisions.getOrDefault(seller, 0L);
  }

  @Override
  public SellerRules rules(BookKey book, Instant knownAt) {
    return rules.getOrDefault(book, SellerRules.none());
  }
}
