package io.tierline.contracts.notification;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.tierline.contracts.SellerId;
import java.time.Instant;
import java.util.Objects;

/** The fate of one notice (domain.md NO-7). Key: the notice's id. */
public sealed interface DeliveryEvent {

  String TOPIC = "notification.delivery";

  String noticeId();

  SellerId sellerId();

  Instant occurredAt();

  /**
   * @param kind such as {@code renewal-reminder}
   * @param subject what it is about, e.g. {@code order/42}
   */
  @JsonTypeName("notice.sent.v1")
  record NoticeSent(
      String noticeId, SellerId sellerId, String kind, String subject, Instant occurredAt)
      implements DeliveryEvent {

    public NoticeSent {
      Objects.requireNonNull(noticeId, "noticeId");
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(subject, "subject");
      Objects.requireNonNull(occurredAt, "occurredAt");
    }
  }

  @JsonTypeName("notice.failed.v1")
  record NoticeFailed(
      String noticeId,
      SellerId sellerId,
      String kind,
      String subject,
      String reason,
      Instant occurredAt)
      implements DeliveryEvent {

    public NoticeFailed {
      Objects.requireNonNull(noticeId, "noticeId");
      Objects.requireNonNull(sellerId, "sellerId");
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(subject, "subject");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(occurredAt, "occurredAt");
    }
  }
}
