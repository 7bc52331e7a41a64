package io.tierline.notification.notice;

import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The notices of the seller who asks. */
public interface NoticeBook {

  /**
   * The newest first.
   *
   * @param orderId of this order only; null for all
   * @param before only those older than this one; null for the newest
   */
  List<NoticeEntry> list(
      SellerId seller, @Nullable OrderId orderId, @Nullable NoticeId before, int max);
}
