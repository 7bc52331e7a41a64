package io.tierline.notification.reminder.jooq;

import static io.tierline.notification.db.Tables.CUSTOMER;
import static io.tierline.notification.db.Tables.SELLER;
import static io.tierline.notification.db.Tables.WATCHED_DOMAIN;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import io.tierline.notification.db.tables.records.WatchedDomainRecord;
import io.tierline.notification.directory.TimeZones;
import io.tierline.notification.reminder.RenewalTerm;
import io.tierline.notification.reminder.Stage;
import io.tierline.notification.reminder.WatchedDomain;
import io.tierline.notification.reminder.WatchedDomains;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class JooqWatchedDomains implements WatchedDomains {

  private static final Condition COMPLETE =
      DSL.exists(
              DSL.selectOne()
                  .from(CUSTOMER)
                  .where(CUSTOMER.CUSTOMER_ID.eq(WATCHED_DOMAIN.CUSTOMER_ID))
                  .and(CUSTOMER.SELLER_ID.eq(WATCHED_DOMAIN.SELLER_ID)))
          .and(
              DSL.exists(
                  DSL.selectOne()
                      .from(SELLER)
                      .where(SELLER.SELLER_ID.eq(WATCHED_DOMAIN.SELLER_ID))));

  private final DSLContext db;

  JooqWatchedDomains(DSLContext db) {
    this.db = db;
  }

  @Override
  public void watch(WatchedDomain.Held domain) {
    WatchedDomainRecord row = new WatchedDomainRecord();
    row.setOrderId(domain.orderId().value());
    row.setSellerId(domain.sellerId().value());
    row.setCustomerId(domain.customerId().value());
    row.setDomainName(domain.domainName());
    row.setExpiresAt(domain.term().expiresAt());
    row.setLastDayToRenew(domain.term().lastDayToRenew());
    row.setTermSince(domain.term().since());
    row.setTransferredAwayAt(null);
    row.setNextCheckAt(Stage.ONE_MONTH_BEFORE.window(domain.term()).opensAt());
    db.insertInto(WATCHED_DOMAIN)
        .set(row)
        .onConflict(WATCHED_DOMAIN.ORDER_ID)
        .doUpdate()
        .set(row)
        .execute();
  }

  @Override
  public void forget(OrderId orderId, Instant leftAt) {
    db.update(WATCHED_DOMAIN)
        .set(WATCHED_DOMAIN.TRANSFERRED_AWAY_AT, leftAt)
        .setNull(WATCHED_DOMAIN.NEXT_CHECK_AT)
        .where(WATCHED_DOMAIN.ORDER_ID.eq(orderId.value()))
        .execute();
  }

  @Override
  public Optional<WatchedDomain> findAndHold(OrderId orderId) {
    return db.selectFrom(WATCHED_DOMAIN)
        .where(WATCHED_DOMAIN.ORDER_ID.eq(orderId.value()))
        .forShare()
        .fetchOptional(JooqWatchedDomains::domain);
  }

  @Override
  public List<ToCheck> lockToCheck(Instant now, int max) {
    return db.select(WATCHED_DOMAIN, CUSTOMER.TIME_ZONE)
        .from(WATCHED_DOMAIN)
        .join(CUSTOMER)
        .on(CUSTOMER.CUSTOMER_ID.eq(WATCHED_DOMAIN.CUSTOMER_ID))
        .and(CUSTOMER.SELLER_ID.eq(WATCHED_DOMAIN.SELLER_ID))
        .join(SELLER)
        .on(SELLER.SELLER_ID.eq(WATCHED_DOMAIN.SELLER_ID))
        .where(WATCHED_DOMAIN.NEXT_CHECK_AT.le(now))
        .and(WATCHED_DOMAIN.TRANSFERRED_AWAY_AT.isNull())
        .orderBy(WATCHED_DOMAIN.NEXT_CHECK_AT)
        .limit(max)
        .forUpdate()
        .of(WATCHED_DOMAIN)
        .skipLocked()
        .fetch(row -> new ToCheck(held(row.value1()), TimeZones.orUtc(row.value2())));
  }

  @Override
  public void checkAgainAt(OrderId orderId, @Nullable Instant nextCheckAt) {
    db.update(WATCHED_DOMAIN)
        .set(WATCHED_DOMAIN.NEXT_CHECK_AT, nextCheckAt)
        .where(WATCHED_DOMAIN.ORDER_ID.eq(orderId.value()))
        .execute();
  }

  @Override
  public int countIncomplete(Instant now) {
    return db.fetchCount(
        WATCHED_DOMAIN,
        WATCHED_DOMAIN
            .NEXT_CHECK_AT
            .le(now)
            .and(WATCHED_DOMAIN.TRANSFERRED_AWAY_AT.isNull())
            .andNot(COMPLETE));
  }

  private static WatchedDomain domain(WatchedDomainRecord row) {
    return row.getTransferredAwayAt() == null
        ? held(row)
        : new WatchedDomain.TransferredAway(
            new OrderId(row.getOrderId()),
            new SellerId(row.getSellerId()),
            new CustomerId(row.getCustomerId()),
            row.getDomainName(),
            row.getTransferredAwayAt());
  }

  private static WatchedDomain.Held held(WatchedDomainRecord row) {
    return new WatchedDomain.Held(
        new OrderId(row.getOrderId()),
        new SellerId(row.getSellerId()),
        new CustomerId(row.getCustomerId()),
        row.getDomainName(),
        new RenewalTerm(row.getExpiresAt(), row.getLastDayToRenew(), row.getTermSince()));
  }
}
