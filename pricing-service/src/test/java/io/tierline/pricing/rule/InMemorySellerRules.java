package io.tierline.pricing.rule;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.engine.MarginRule;
import io.tierline.pricing.engine.SellerRules;
import io.tierline.pricing.engine.StandingMargin;
import io.tierline.pricing.engine.TaxRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All rules of sellers, with every version, for tests without a database. */
public final class InMemorySellerRules implements Rules {

  private final List<RuleChange> changes = new ArrayList<>();
  private final Map<RuleChange, List<TaxRule>> taxes = new HashMap<>();
  private final Map<RuleChange, MarginRule> premium = new HashMap<>();
  private final Map<RuleChange, List<StandingMargin>> margins = new HashMap<>();

  @Override
  public long lock(RuleKey key) {
    return version(key, LATEST);
  }

  private void record(RuleChange change) {
    if (lock(change.key()) != change.version() - 1) {
      throw new IllegalStateException("The rules were not locked");
    }
    changes.add(change);
  }

  @Override
  public void recordTaxes(RuleChange change, List<TaxRule> rules) {
    record(change);
    taxes.put(change, List.copyOf(rules));
  }

  @Override
  public void recordPremium(RuleChange change, @Nullable MarginRule rule) {
    record(change);
    if (rule != null) {
      premium.put(change, rule);
    }
  }

  @Override
  public void recordMargins(RuleChange change, List<StandingMargin> rules) {
    record(change);
    margins.put(change, List.copyOf(rules));
  }

  @Override
  public Taxes taxes(SellerId seller, Instant knownAt) {
    RuleKey key = new RuleKey(seller, RuleKind.TAXES);
    return new Taxes(
        version(key, knownAt),
        last(key, knownAt).stream()
            .flatMap(change -> taxes.getOrDefault(change, List.of()).stream())
            .toList());
  }

  @Override
  public Premium premium(RuleKey key, Instant knownAt) {
    return new Premium(
        version(key, knownAt),
        last(key, knownAt).stream()
            .filter(premium::containsKey)
            .map(premium::get)
            .findFirst()
            .orElse(null));
  }

  @Override
  public Margins margins(RuleKey key, Instant knownAt) {
    return new Margins(
        version(key, knownAt),
        last(key, knownAt).stream()
            .flatMap(change -> margins.getOrDefault(change, List.of()).stream())
            .toList());
  }

  private long version(RuleKey key, Instant knownAt) {
    return last(key, knownAt).stream().mapToLong(RuleChange::version).sum();
  }

  /** The newest one known, if there is one. */
  private List<RuleChange> last(RuleKey key, Instant knownAt) {
    return changes.reversed().stream()
        .filter(change -> change.key().equals(key) && !change.author().at().isAfter(knownAt))
        .limit(1)
        .toList();
  }

  @Override
  public List<RuleChange> history(RuleKey key, long beforeVersion, int limit) {
    return changes.reversed().stream()
        .filter(change -> change.key().equals(key) && change.version() < beforeVersion)
        .limit(limit)
        .toList();
  }

  @Override
  public SellerRules rules(BookKey book, Instant knownAt) {
    return new SellerRules(
        taxes(book.seller(), knownAt).rules(),
        premium(new RuleKey(book.seller(), RuleKind.premium(book.audience())), knownAt).rule());
  }
}
