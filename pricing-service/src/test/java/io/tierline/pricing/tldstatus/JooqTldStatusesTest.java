package io.tierline.pricing.tldstatus;

import static io.tierline.pricing.db.Tables.TLD_ORDER;
import static io.tierline.pricing.db.Tables.TLD_STATUS;
import static io.tierline.pricing.db.Tables.TLD_STATUS_HEAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.OnRealServers;
import io.tierline.pricing.engine.TldStatus;
import io.tierline.pricing.tldstatus.TldStatuses.Recorded;
import java.util.List;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class JooqTldStatusesTest extends OnRealServers implements TldStatusesBehaviour {

  @Autowired private TldStatuses statuses;
  @Autowired private Orders orders;
  @Autowired private DSLContext sql;

  @Override
  public TldStatuses statuses() {
    return statuses;
  }

  @Override
  public <T> T inTransactionOf(SellerId seller, Supplier<T> work) {
    return asSeller(seller, work);
  }

  @Test
  @DisplayName("PR-1 PR-15 the database shows and takes a seller's own statuses only")
  void rowLevelSecurityKeepsSellersApart() {
    SellerId mine = freshSeller();
    SellerId other = freshSeller();
    asSeller(
        mine,
        () -> {
          statuses.lock(mine);
          statuses.record(
              mine,
              List.of(
                  new Recorded("com", TldStatus.NO_NEW_ORDERS, 1, 1, NOW, "client-1", "because")));
          return mine;
        });

    for (var table : List.of(TLD_STATUS, TLD_STATUS_HEAD)) {
      assertThat(asSeller(mine, () -> sql.fetchCount(table))).isEqualTo(1);
      assertThat(asSeller(other, () -> sql.fetchCount(table))).isZero();
      assertThatThrownBy(() -> asSeller(mine, () -> sql.deleteFrom(table).execute()))
          .hasStackTraceContaining("permission denied");
    }
    assertThatThrownBy(() -> asSeller(other, () -> statuses.lock(mine)))
        .hasStackTraceContaining("row-level security");
    assertThatThrownBy(() -> asSeller(mine, () -> sql.fetchCount(TLD_ORDER)))
        .hasStackTraceContaining("permission denied");
  }

  @Test
  @DisplayName("PR-15 orders of a seller and of all below it count, those of others do not")
  void ordersOfAllBelowCount() {
    SellerId operator = anOperator();
    SellerId partner = aPartnerOf(operator);
    SellerId subReseller = aPartnerOf(partner);
    SellerId stranger = anOperator();
    OrderId order = new OrderId(operator.value() * 1_000);

    inBackground(
        () -> {
          orders.put(order, subReseller, "info");
          orders.put(order, subReseller, "info");
          return order;
        });

    for (SellerId above : List.of(operator, partner, subReseller)) {
      assertThat(asSeller(above, () -> statuses.ordersOf("info"))).isEqualTo(1);
      assertThat(asSeller(above, () -> statuses.ordersOf("biz"))).isZero();
    }
    assertThat(asSeller(stranger, () -> statuses.ordersOf("info"))).isZero();

    inBackground(
        () -> {
          orders.remove(order);
          return order;
        });
    assertThat(asSeller(operator, () -> statuses.ordersOf("info"))).isZero();
  }
}
