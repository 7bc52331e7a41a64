package io.tierline.notification.letter;

import io.tierline.contracts.Brand;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Makes a mail of a letter: words, and headers that name the seller and nobody above it. */
@Service
public class ComposeMail {

  private final LetterWriter writer;
  private final SenderAddresses addresses;

  ComposeMail(LetterWriter writer, SenderAddresses addresses) {
    this.writer = writer;
    this.addresses = addresses;
  }

  /**
   * @param noticeId names the mail in its Message-ID and its return path
   */
  public Mail compose(String noticeId, Letter letter, Instant now) {
    LetterWriter.Words words = writer.write(letter);
    Brand brand = letter.brand();
    Recipient recipient = letter.recipient();
    return new Mail(
        addresses.messageId(noticeId),
        addresses.returnPath(noticeId),
        new Mailbox(brand.name(), addresses.neutralFrom()),
        replyTo(brand),
        new Mailbox(recipient.name(), recipient.email()),
        recipient.locale(),
        now,
        words.subject(),
        words.text(),
        words.html());
  }

  private static @Nullable Mailbox replyTo(Brand brand) {
    return Stream.of(brand.replyTo(), brand.supportEmail())
        .filter(Mailbox::isPlausible)
        .findFirst()
        .map(address -> new Mailbox(brand.name(), address))
        .orElse(null);
  }
}
