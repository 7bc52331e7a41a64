package io.tierline.notification.notice;

import io.tierline.contracts.CustomerId;
import io.tierline.contracts.OrderId;
import io.tierline.contracts.SellerId;
import java.time.Instant;

/** What a notice is about. There is at most one notice, ever, about one matter (domain.md NO-3). */
public sealed interface Matter {

  String RENEWAL_REMINDER = "renewal-reminder";

  /** The kind of notice, such as {@code renewal-reminder}. */
  String kind();

  /** What it is about, in the words of our messages, e.g. {@code order/42}. */
  String subject();

  /**
   * A domain comes to its end.
   *
   * @param stage the stage of reminders, e.g. {@code ONE_MONTH_BEFORE}
   */
  record DomainExpiry(
      OrderId orderId, CustomerId customerId, String domainName, Instant expiresAt, String stage)
      implements Matter {

    @Override
    public String kind() {
      return RENEWAL_REMINDER;
    }

    @Override
    public String subject() {
      return "order/" + orderId;
    }
  }

  /** A partner's account came to a milestone (domain.md NO-6). */
  record PartnerMilestone(SellerId partnerId, String kind) implements Matter {

    @Override
    public String subject() {
      return "partner/" + partnerId;
    }
  }
}
