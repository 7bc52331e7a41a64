package io.tierline.pricing.tldstatus.jooq;

import static io.tierline.pricing.db.Tables.TLD_ORDER;

import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import io.tierline.pricing.tldstatus.Orders;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

@Repository
class JooqOrders implements Orders {

  private final DSLContext sql;

  JooqOrders(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public void put(OrderId order, SellerId seller, String tld) {
    sql.insertInto(TLD_ORDER)
        .set(TLD_ORDER.ORDER_ID, order.value())
        .set(TLD_ORDER.SELLER_ID, seller.value())
        .set(TLD_ORDER.TLD, tld)
        .onConflict(TLD_ORDER.ORDER_ID)
        .doUpdate()
        .set(TLD_ORDER.SELLER_ID, seller.value())
        .set(TLD_ORDER.TLD, tld)
        .execute();
  }

  @Override
  public void remove(OrderId order) {
    sql.deleteFrom(TLD_ORDER).where(TLD_ORDER.ORDER_ID.eq(order.value())).execute();
  }
}
