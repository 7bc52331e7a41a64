package io.tierline.notification.notice.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.notification.letter.Mail;
import io.tierline.notification.letter.Mailbox;
import io.tierline.notification.notice.Handover;
import io.tierline.testsupport.Ports;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class SmtpPostboxTest {

  private static final String NOTICE = "0199c0de-0000-7000-8000-000000000001";

  @Test
  @DisplayName("NO-7 Each notice has a return path of its own")
  void eachNoticeHasAReturnPathOfItsOwn() throws IOException {
    try (ScriptedMailServer server = ScriptedMailServer.start(Map.of())) {
      assertThat(postbox(server.port()).handOver(mail())).isInstanceOf(Handover.Accepted.class);
      assertThat(server.heard())
          .anyMatch(line -> line.startsWith("MAIL FROM:<bounces+" + NOTICE + "@notices.example>"));
    }
  }

  @Test
  @DisplayName("NO-1 Neither greeting nor headers name the machine or the software")
  void neitherGreetingNorHeadersNameTheMachine() throws IOException {
    String machine = java.net.InetAddress.getLocalHost().getHostName();
    try (ScriptedMailServer server = ScriptedMailServer.start(Map.of())) {
      postbox(server.port()).handOver(mail());
      List<String> heard = server.heard();
      assertThat(heard.getFirst()).isEqualTo("EHLO mail.notices.example");
      assertThat(heard).contains("Message-ID: <" + NOTICE + "@notices.example>");
      assertThat(heard).noneMatch(line -> line.startsWith("X-Mailer"));
      assertThat(heard).noneMatch(line -> line.contains(machine));
      assertThat(heard).noneMatch(line -> line.startsWith("List-"));
    }
  }

  @Test
  @DisplayName("NO-3 Cut off after the mail and before the answer: nobody knows")
  void cutOffBeforeTheAnswerIsUnclear() throws IOException {
    try (ScriptedMailServer server =
        ScriptedMailServer.start(Map.of(".", ScriptedMailServer.HANG_UP))) {
      assertThat(postbox(server.port()).handOver(mail())).isInstanceOf(Handover.Unclear.class);
    }
  }

  @Test
  @DisplayName("NO-3 Cut off before the mail was out: certainly not taken, however often")
  void cutOffBeforeTheMailWasOutIsClear() throws IOException {
    for (String verb : List.of("EHLO", "MAIL", "RCPT", "DATA")) {
      try (ScriptedMailServer server =
          ScriptedMailServer.start(
              verb.equals("EHLO")
                  ? Map.of("EHLO", ScriptedMailServer.HANG_UP, "HELO", ScriptedMailServer.HANG_UP)
                  : Map.of(verb, ScriptedMailServer.HANG_UP))) {
        assertThat(postbox(server.port()).handOver(mail()))
            .as(verb)
            .isInstanceOf(Handover.Deferred.class);
      }
    }
  }

  @Test
  @DisplayName("NO-3 Taken is taken, also when the farewell goes wrong")
  void takenIsTakenAlsoWhenTheFarewellGoesWrong() throws IOException {
    try (ScriptedMailServer server =
        ScriptedMailServer.start(Map.of("QUIT", ScriptedMailServer.HANG_UP))) {
      assertThat(postbox(server.port()).handOver(mail())).isInstanceOf(Handover.Accepted.class);
    }
  }

  @Test
  void anAnswerThatDefersIsClear() throws IOException {
    for (String verb : List.of("MAIL", "RCPT", "DATA", ".")) {
      try (ScriptedMailServer server = ScriptedMailServer.start(Map.of(verb, "451 later"))) {
        assertThat(postbox(server.port()).handOver(mail()))
            .as(verb)
            .isInstanceOf(Handover.Deferred.class);
      }
    }
  }

  @Test
  @DisplayName("NO-7 An address that does not exist is refused for good")
  void anAddressThatDoesNotExistIsRefused() throws IOException {
    try (ScriptedMailServer server =
        ScriptedMailServer.start(Map.of("RCPT", "550 5.1.1 no such user"))) {
      assertThat(postbox(server.port()).handOver(mail()))
          .isInstanceOfSatisfying(
              Handover.Refused.class, refused -> assertThat(refused.problem()).contains("5.1.1"));
    }
  }

  @Test
  void aRefusalOfTheSenderMayBeOurOwnFaultAndIsTriedAgain() throws IOException {
    try (ScriptedMailServer server = ScriptedMailServer.start(Map.of("MAIL", "550 not you"))) {
      assertThat(postbox(server.port()).handOver(mail())).isInstanceOf(Handover.Deferred.class);
    }
  }

  @Test
  void aServerThatIsAwayIsTriedAgain() {
    assertThat(postbox(Ports.free()).handOver(mail())).isInstanceOf(Handover.Deferred.class);
  }

  @Test
  void anAddressThatIsNoneIsRefused() {
    Mail mail = mail();
    Mail broken =
        new Mail(
            mail.messageId(),
            mail.returnPath(),
            mail.from(),
            mail.replyTo(),
            new Mailbox("X", "not an address"),
            mail.language(),
            mail.date(),
            mail.subject(),
            mail.text(),
            mail.html());
    assertThat(postbox(Ports.free()).handOver(broken)).isInstanceOf(Handover.Refused.class);
  }

  private static SmtpPostbox postbox(int port) {
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    sender.setHost("127.0.0.1");
    sender.setPort(port);
    sender.getJavaMailProperties().setProperty("mail.smtp.localhost", "mail.notices.example");
    sender.getJavaMailProperties().setProperty("mail.smtp.timeout", "60000");
    sender.getJavaMailProperties().setProperty("mail.smtp.connectiontimeout", "60000");
    return new SmtpPostbox(sender);
  }

  private static Mail mail() {
    return new Mail(
        NOTICE + "@notices.example",
        "bounces+" + NOTICE + "@notices.example",
        new Mailbox("髙橋商店", "reminders@notices.example"),
        new Mailbox("髙橋商店", "reply@shop.example"),
        new Mailbox("山田", "yamada@customer.example"),
        Locale.JAPAN,
        Instant.parse("2027-03-01T03:00:00Z"),
        "【更新のお願い】example.com",
        "本文\n",
        "<p>本文</p>");
  }
}
