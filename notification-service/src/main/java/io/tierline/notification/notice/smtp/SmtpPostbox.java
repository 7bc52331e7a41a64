package io.tierline.notification.notice.smtp;

import io.tierline.notification.letter.Mail;
import io.tierline.notification.notice.Handover;
import io.tierline.notification.notice.Postbox;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.util.Objects;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;

/** Hands mail to the mail server over SMTP (RFC 5321), and tells what its answers mean. */
@Component
final class SmtpPostbox implements Postbox {

  private final JavaMailSenderImpl server;

  SmtpPostbox(JavaMailSenderImpl server) {
    this.server = server;
  }

  @Override
  public Handover handOver(Mail mail) {
    NoticeMessage message;
    try {
      message = NoticeMessage.of(mail, server.getSession());
    } catch (AddressException e) {
      return new Handover.Refused("not a mail address: " + e.getMessage());
    } catch (MessagingException e) {
      return new Handover.Deferred("the mail could not be built: " + e.getMessage());
    }
    try {
      server.send(message);
      return new Handover.Accepted();
    } catch (MailSendException e) {
      return outcome(e, message);
    } catch (MailException e) {
      return new Handover.Deferred("the mail server does not let us in: " + e.getMessage());
    }
  }

  private static Handover outcome(MailSendException failure, NoticeMessage message) {
    Exception[] failures = failure.getMessageExceptions();
    if (failures.length == 0) {
      // The mail was taken; only the farewell went wrong.
      return new Handover.Accepted();
    }
    boolean neverConnected = Objects.equals(failure.getCause(), failures[0]);
    return neverConnected
        ? new Handover.Deferred("the mail server cannot be reached: " + oneLine(failures[0]))
        : outcome(failures[0], message);
  }

  /**
   * An answer of the server to the address counts for the address; any other refusal may be our own
   * fault or a passing one, so it is tried again. Where the line was cut before the content was
   * out, the mail was certainly not taken; where it was cut after that, nobody knows.
   */
  private static Handover outcome(Exception failure, NoticeMessage message) {
    boolean answered = !message.isWritten();
    for (Throwable step = failure; step != null; step = next(step)) {
      if (step instanceof SMTPAddressFailedException address) {
        return isPermanent(address.getReturnCode())
            ? new Handover.Refused(oneLine(address))
            : new Handover.Deferred(oneLine(address));
      }
      answered |= step instanceof SMTPSendFailedException send && send.getReturnCode() >= 400;
    }
    return answered
        ? new Handover.Deferred(oneLine(failure))
        : new Handover.Unclear(oneLine(failure));
  }

  private static @Nullable Throwable next(Throwable step) {
    return step instanceof MessagingException messaging
        ? messaging.getNextException()
        : step.getCause();
  }

  private static boolean isPermanent(int replyCode) {
    return replyCode >= 500 && replyCode < 600;
  }

  private static String oneLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).replaceAll("\\s+", " ").strip();
  }
}
