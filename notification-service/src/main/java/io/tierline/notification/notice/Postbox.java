package io.tierline.notification.notice;

import io.tierline.notification.letter.Mail;

/** Takes a mail to the mail server. Never throws for what happens there. */
public interface Postbox {

  Handover handOver(Mail mail);
}
