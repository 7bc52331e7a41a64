package io.tierline.pricing.rule;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.book.RulesOfSellers;
import io.tierline.pricing.rule.Rules.Margins;
import io.tierline.pricing.rule.Rules.Premium;
import io.tierline.pricing.rule.Rules.Taxes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** A seller's rules, now or as of a past moment, and who set them (domain.md PR-20). */
public class ReadRules {

  private final Rules rules;

  public ReadRules(Rules rules) {
    this.rules = rules;
  }

  /**
   * @param at null: the present
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Taxes taxes(SellerId seller, @Nullable Instant at) {
    return rules.taxes(seller, at == null ? RulesOfSellers.LATEST : at);
  }

  /**
   * @param at null: the present
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Premium premium(RuleKey key, @Nullable Instant at) {
    return rules.premium(key, at == null ? RulesOfSellers.LATEST : at);
  }

  /**
   * @param at null: the present
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Margins margins(RuleKey key, @Nullable Instant at) {
    return rules.margins(key, at == null ? RulesOfSellers.LATEST : at);
  }

  @Transactional(readOnly = true)
  public List<RuleChange> history(RuleKey key, long beforeVersion, int limit) {
    return rules.history(key, beforeVersion, limit);
  }
}
