package io.tierline.notification.notice;

import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Looks up the fate of notices (domain.md NO-7). */
@Service
public class LookUpNotices {

  private final NoticeBook book;

  LookUpNotices(NoticeBook book) {
    this.book = book;
  }

  /** As {@link NoticeBook#list}. */
  @Transactional(readOnly = true)
  public List<NoticeEntry> list(
      SellerId seller, @Nullable OrderId orderId, @Nullable NoticeId before, int max) {
    return book.list(seller, orderId, before, max);
  }
}
