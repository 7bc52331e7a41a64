package io.tierline.pricing.premium;

import static io.tierline.pricing.db.Tables.PREMIUM_NAME_COST;
import static io.tierline.pricing.db.Tables.PREMIUM_NAME_VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.OnRealServers;
import io.tierline.pricing.book.PriceChange.Author;
import java.util.List;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class JooqPremiumNamesTest extends OnRealServers implements PremiumNamesBehaviour {

  @Autowired private PremiumNames names;
  @Autowired private DSLContext sql;

  @Override
  public PremiumNames names() {
    return names;
  }

  @Override
  public <T> T as(SellerId operator, Supplier<T> work) {
    return asSeller(operator, work);
  }

  @Test
  @DisplayName("PR-1 PR-19 the database shows an operator its own premium names only")
  void rowLevelSecurityKeepsSellersApart() {
    SellerId mine = freshSeller();
    SellerId other = freshSeller();
    asSeller(
        mine,
        () ->
            names.record(
                mine, new PremiumName(GOLD, 1, COSTS), new Author("client-1", NOW, "because")));

    for (var table : List.of(PREMIUM_NAME_VERSION, PREMIUM_NAME_COST)) {
      assertThat(asSeller(mine, () -> sql.fetchCount(table))).isPositive();
      assertThat(asSeller(other, () -> sql.fetchCount(table))).isZero();
    }
  }
}
