package io.tierline.notification.notice.kafka;

import io.tierline.contracts.notification.DeliveryEvent;
import io.tierline.messaging.Outbox;
import io.tierline.messaging.OutgoingMessage;
import io.tierline.notification.notice.Notice;
import io.tierline.notification.notice.NoticeNews;
import org.springframework.stereotype.Component;

@Component
final class NoticeNewsOut implements NoticeNews {

  private final Outbox outbox;

  NoticeNewsOut(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void sent(Notice.Sent sent) {
    Notice.Facts facts = sent.facts();
    append(
        new DeliveryEvent.NoticeSent(
            facts.id().toString(),
            facts.sellerId(),
            facts.matter().kind(),
            facts.matter().subject(),
            sent.at()));
  }

  @Override
  public void failed(Notice.Failed failed) {
    Notice.Facts facts = failed.facts();
    append(
        new DeliveryEvent.NoticeFailed(
            facts.id().toString(),
            facts.sellerId(),
            facts.matter().kind(),
            facts.matter().subject(),
            failed.reason(),
            failed.at()));
  }

  private void append(DeliveryEvent event) {
    outbox.append(
        new OutgoingMessage(
            DeliveryEvent.TOPIC, event.noticeId(), event.sellerId().toString(), event));
  }
}
