package io.tierline.notification.letter;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A mail, ready to be put into MIME.
 *
 * @param messageId without angle brackets; the same for every attempt at one notice, so that a
 *     receiver can recognise a second copy
 * @param returnPath where bounces of this one notice go (VERP)
 * @param replyTo the seller's own address; null when it gave none that can be written to
 */
public record Mail(
    String messageId,
    String returnPath,
    Mailbox from,
    @Nullable Mailbox replyTo,
    Mailbox to,
    Locale language,
    Instant date,
    String subject,
    String text,
    String html) {

  public Mail {
    subject = Mailbox.oneLine(subject);
  }
}
