package io.tierline.pricing.book;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.engine.SellerRules;
import io.tierline.pricing.rule.RuleKey;
import io.tierline.pricing.rule.RuleKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Sellers' rules for tests without a database: none, until a test puts some. */
public final class InMemoryRules implements RulesOfSellers {

  private final Map<BookKey, SellerRules> rules = new HashMap<>();
  private final Map<RuleKey, Long> revisions = new HashMap<>();

  public void put(BookKey book, SellerRules changed) {
    rules.put(book, changed);
    changed(new RuleKey(book.seller(), RuleKind.premium(book.audience())));
  }

  void changed(RuleKey key) {
    revisions.merge(key, 1L, Long::sum);
  }

  long revision(SellerId seller) {
    return Arrays.stream(RuleKind.values())
        .filter(RuleKind::isInBooks)
        .mapToLong(kind -> revisions.getOrDefault(new RuleKey(seller, kind), 0L))
        .sum();
  }

  @Override
  public SellerRules rules(BookKey book, Instant knownAt) {
    return rules.getOrDefault(book, SellerRules.none());
  }
}
