package io.tierline.pricing.rule;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.RulesOfSellers;
import io.tierline.pricing.engine.MarginRule;
import io.tierline.pricing.engine.StandingMargin;
import io.tierline.pricing.engine.TaxRule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where sellers' rules are kept. What was recorded is never changed. */
public interface Rules extends RulesOfSellers {

  /** The version for a change: until the transaction ends nobody else changes it. */
  long lock(RuleKey key);

  /** Records a change of what was locked in this transaction: the whole list. */
  void recordTaxes(RuleChange change, List<TaxRule> taxes);

  /**
   * Records a change of what was locked in this transaction.
   *
   * @param rule null: premium names are not sold from now on
   */
  void recordPremium(RuleChange change, @Nullable MarginRule rule);

  /** Records a change of what was locked in this transaction: the whole list. */
  void recordMargins(RuleChange change, List<StandingMargin> margins);

  Taxes taxes(SellerId seller, Instant knownAt);

  Premium premium(RuleKey key, Instant knownAt);

  Margins margins(RuleKey key, Instant knownAt);

  /**
   * Newest first.
   *
   * @param beforeVersion starts behind this one
   */
  List<RuleChange> history(RuleKey key, long beforeVersion, int limit);

  /**
   * @param version 0 before the first
   * @param rules in the order they apply
   */
  record Taxes(long version, List<TaxRule> rules) {
    public Taxes {
      rules = List.copyOf(rules);
    }
  }

  /**
   * @param version 0 before the first
   * @param rule null: premium names are not sold
   */
  record Premium(long version, @Nullable MarginRule rule) {}

  /**
   * @param version 0 before the first
   * @param rules the first that fits counts
   */
  record Margins(long version, List<StandingMargin> rules) {
    public Margins {
      rules = List.copyOf(rules);
    }
  }
}
