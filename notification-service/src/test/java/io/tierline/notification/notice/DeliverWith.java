package io.tierline.notification.notice;

import io.tierline.notification.letter.ComposeMail;
import java.time.Clock;
import org.springframework.context.ApplicationContext;

/** The service's own delivery, with another way to the mail server. */
public final class DeliverWith {

  private DeliverWith() {}

  public static DeliverNotices postbox(ApplicationContext service, Postbox postbox) {
    return new DeliverNotices(
        service.getBean(ClaimNotice.class),
        service.getBean(SettleNotice.class),
        service.getBean(ComposeMail.class),
        postbox,
        service.getBean(NoticeWatch.class),
        service.getBean(DeliveryLimits.class),
        service.getBean(Clock.class));
  }
}
