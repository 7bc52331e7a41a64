package io.tierline.pricing.rule;

import static io.tierline.pricing.db.Tables.MARGIN_RULE;
import static io.tierline.pricing.db.Tables.MARGIN_RULE_MARGIN;
import static io.tierline.pricing.db.Tables.RULE_CHANGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.OnRealServers;
import io.tierline.pricing.book.PriceChange.Author;
import io.tierline.pricing.engine.BulkMargin;
import io.tierline.pricing.engine.Margin;
import io.tierline.pricing.engine.ProductSearch;
import io.tierline.pricing.engine.Rounding;
import io.tierline.pricing.engine.StandingMargin;
import io.tierline.pricing.engine.StandingMargin.State;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class JooqRulesTest extends OnRealServers implements RulesBehaviour {

  @Autowired private Rules rules;
  @Autowired private DSLContext sql;

  @Override
  public Rules rules() {
    return rules;
  }

  @Override
  public <T> T as(SellerId seller, Supplier<T> work) {
    return asSeller(seller, work);
  }

  @Test
  @DisplayName("PR-1 PR-12 the database shows a seller its own rules only")
  void rowLevelSecurityKeepsSellersApart() {
    SellerId mine = freshSeller();
    SellerId other = freshSeller();
    RuleKey key = new RuleKey(mine, RuleKind.margin(Audience.CUSTOMER));
    asSeller(
        mine,
        () -> {
          rules.lock(key);
          rules.recordMargins(
              new RuleChange(key, 1, new Author("client-1", NOW, "because")),
              List.of(
                  new StandingMargin(
                      State.ON,
                      new BulkMargin.Plan(
                          new ProductSearch("search", List.of("com")),
                          Set.of(ProductAction.RENEW),
                          Map.of(0, new Margin.OfCost(BigDecimal.TEN)),
                          Rounding.none()))));
          return key;
        });

    for (var table : List.of(RULE_CHANGE, MARGIN_RULE, MARGIN_RULE_MARGIN)) {
      assertThat(asSeller(mine, () -> sql.fetchCount(table))).isEqualTo(1);
      assertThat(asSeller(other, () -> sql.fetchCount(table))).isZero();
    }
  }
}
