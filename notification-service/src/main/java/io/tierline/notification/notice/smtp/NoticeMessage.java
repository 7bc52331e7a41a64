package io.tierline.notification.notice.smtp;

import io.tierline.notification.letter.Mail;
import io.tierline.notification.letter.Mailbox;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mail in MIME: UTF-8, names and subject encoded as RFC 2047 has it, plain text and HTML side by
 * side. No header names the software or the machine.
 */
final class NoticeMessage extends SMTPMessage {

  private static final Logger LOG = LoggerFactory.getLogger(NoticeMessage.class);
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final String messageId;
  private boolean written;

  private NoticeMessage(Session session, String messageId) {
    super(session);
    this.messageId = messageId;
  }

  static NoticeMessage of(Mail mail, Session session) throws MessagingException {
    NoticeMessage message = new NoticeMessage(session, mail.messageId());
    message.setEnvelopeFrom(mail.returnPath());
    message.setNotifyOptions(NOTIFY_FAILURE);
    message.setReturnOption(RETURN_HDRS);
    message.setFrom(address(mail.from()));
    Mailbox replyTo = mail.replyTo();
    if (replyTo != null) {
      letAnswersGoTo(message, replyTo);
    }
    message.setRecipient(Message.RecipientType.TO, address(mail.to()));
    message.setSubject(mail.subject(), UTF_8);
    message.setSentDate(Date.from(mail.date()));
    message.setContentLanguage(new String[] {mail.language().getLanguage()});
    // RFC 3834: no out-of-office answers, please.
    message.setHeader("Auto-Submitted", "auto-generated");
    MimeMultipart content = new MimeMultipart("alternative");
    content.addBodyPart(part(mail.text(), "plain"));
    content.addBodyPart(part(mail.html(), "html"));
    message.setContent(content);
    message.saveChanges();
    return message;
  }

  /** Better without than not at all. */
  private static void letAnswersGoTo(NoticeMessage message, Mailbox replyTo)
      throws MessagingException {
    try {
      message.setReplyTo(new InternetAddress[] {address(replyTo)});
    } catch (AddressException e) {
      LOG.warn("A seller's reply-to is no mail address, left out: {}", e.getMessage());
    }
  }

  private static MimeBodyPart part(String content, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(content, UTF_8, subtype);
    return part;
  }

  private static InternetAddress address(Mailbox mailbox) throws MessagingException {
    InternetAddress address = new InternetAddress(mailbox.address(), true);
    try {
      address.setPersonal(mailbox.name(), UTF_8);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("UTF-8 is always there", e);
    }
    return address;
  }

  /**
   * Whether the server was given the whole content. Only the dot that ends it can make the server
   * take a mail (RFC 5321 section 4.1.1.4), and that is written after it.
   */
  boolean isWritten() {
    return written;
  }

  @Override
  public void writeTo(OutputStream out, String[] ignoreList)
      throws IOException, MessagingException {
    super.writeTo(out, ignoreList);
    written = true;
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", "<" + messageId + ">");
  }
}
