package io.tierline.pricing.margin;

import static io.tierline.pricing.db.Tables.MARGIN_ALERT;
import static io.tierline.pricing.db.Tables.MARGIN_ALERT_PRICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.contracts.Audience;
import io.tierline.contracts.ProductAction;
import io.tierline.contracts.SellerId;
import io.tierline.contracts.pricing.MarginEvent.Cause;
import io.tierline.contracts.pricing.MarginEvent.PriceAtOrBelowCost;
import io.tierline.contracts.pricing.MarginEvent.PriceKind;
import io.tierline.pricing.OnRealServers;
import java.util.List;
import java.util.function.Supplier;
import org.joda.money.Money;
import org.jooq.DSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class JooqMarginAlertsTest extends OnRealServers implements MarginAlertsBehaviour {

  @Autowired private MarginAlerts alerts;
  @Autowired private DSLContext sql;

  @Override
  public MarginAlerts alerts() {
    return alerts;
  }

  @Override
  public <T> T inBackgroundTransaction(Supplier<T> work) {
    return inBackground(work);
  }

  @Override
  public <T> T asReader(SellerId seller, Supplier<T> work) {
    return asSeller(seller, work);
  }

  @Test
  @DisplayName("PR-1 PR-12 the database shows a seller its own alerts only")
  void rowLevelSecurityKeepsSellersApart() {
    SellerId mine = freshSeller();
    SellerId other = freshSeller();
    inBackground(
        () ->
            alerts.add(
                new MarginAlert(0, mine, List.of(Cause.PARENT_PRICE), 1, NOW, NOW),
                List.of(
                    new PriceAtOrBelowCost(
                        Audience.CUSTOMER,
                        "com",
                        ProductAction.RENEW,
                        PriceKind.USUAL,
                        0,
                        1,
                        null,
                        Money.parse("USD 1.00"),
                        Money.parse("USD 1.00"),
                        null,
                        Money.parse("USD 0.00")))));

    assertThat(asSeller(mine, () -> sql.fetchCount(MARGIN_ALERT))).isEqualTo(1);
    assertThat(asSeller(mine, () -> sql.fetchCount(MARGIN_ALERT_PRICE))).isEqualTo(1);
    assertThat(asSeller(other, () -> sql.fetchCount(MARGIN_ALERT))).isZero();
    assertThat(asSeller(other, () -> sql.fetchCount(MARGIN_ALERT_PRICE))).isZero();
  }
}
