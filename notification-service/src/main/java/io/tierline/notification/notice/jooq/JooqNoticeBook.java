package io.tierline.notification.notice.jooq;

import static io.tierline.notification.db.Tables.NOTICE;

import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import io.tierline.notification.db.tables.records.NoticeRecord;
import io.tierline.notification.notice.NoticeBook;
import io.tierline.notification.notice.NoticeEntry;
import io.tierline.notification.notice.NoticeId;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class JooqNoticeBook implements NoticeBook {

  private final DSLContext db;

  JooqNoticeBook(DSLContext db) {
    this.db = db;
  }

  @Override
  public List<NoticeEntry> list(
      SellerId seller, @Nullable OrderId orderId, @Nullable NoticeId before, int max) {
    return db.selectFrom(NOTICE)
        .where(NOTICE.SELLER_ID.eq(seller.value()))
        .and(orderId == null ? DSL.noCondition() : NOTICE.ORDER_ID.eq(orderId.value()))
        .and(before == null ? DSL.noCondition() : NOTICE.NOTICE_ID.lt(before.value()))
        .orderBy(NOTICE.NOTICE_ID.desc())
        .limit(max)
        .fetch(JooqNoticeBook::entry);
  }

  private static NoticeEntry entry(NoticeRecord row) {
    Long order = row.getOrderId();
    Long partner = row.getPartnerId();
    return new NoticeEntry(
        new NoticeId(row.getNoticeId()),
        row.getKind(),
        order == null ? null : new OrderId(order),
        row.getDomainName(),
        row.getExpiresAt(),
        row.getStage(),
        partner == null ? null : new SellerId(partner),
        row.getState(),
        row.getReason(),
        row.getRecipient(),
        row.getAttempts(),
        row.getQueuedAt(),
        row.getSendAt(),
        row.getClosesAt(),
        row.getSettledAt());
  }
}
