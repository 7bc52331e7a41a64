package io.tierline.localstack;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An SMTP server that takes every mail and keeps it as a file, to be looked at. */
final class MailSink implements AutoCloseable {

  private static final long LOOK_EVERY_MS = 200;

  private final GreenMail server;
  private final Path folder;
  private final ScheduledExecutorService keeper;

  /** Mails of earlier starts. */
  private final int before;

  /** Mails of this start that are in the folder already. */
  private int kept;

  private MailSink(GreenMail server, Path folder) {
    this.server = server;
    this.folder = folder;
    this.before = list().size();
    this.keeper =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("mail-keeper").factory());
  }

  static MailSink start(Path folder, int port) throws IOException {
    Files.createDirectories(folder);
    ServerSetup smtp = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
    GreenMail server = new GreenMail(smtp);
    server.start();
    MailSink sink = new MailSink(server, folder);
    var unused =
        sink.keeper.scheduleWithFixedDelay(
            sink::keepNew, LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    return sink;
  }

  private synchronized void keepNew() {
    MimeMessage[] received = server.getReceivedMessages();
    try {
      for (; kept < received.length; kept++) {
        Path file = folder.resolve("%05d.eml".formatted(before + kept + 1));
        Path part = folder.resolve(file.getFileName() + ".part");
        try (OutputStream out = Files.newOutputStream(part)) {
          received[kept].writeTo(out);
        }
        // Nobody sees half a mail.
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException("Mail could not be kept in " + folder, e);
    }
  }

  /**
   * A mail that came in.
   *
   * @param readable the headers as sent, the headers decoded and every text part decoded
   */
  record Mail(
      String number,
      String from,
      String to,
      String replyTo,
      String subject,
      String readable,
      Path file) {}

  List<Mail> list() {
    List<Mail> mails = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".eml")).sorted().toList()) {
        mails.add(read(file));
      }
      return mails;
    } catch (IOException e) {
      throw new UncheckedIOException("The mails in %s cannot be read".formatted(folder), e);
    }
  }

  private static Mail read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), in);
      StringBuilder readable = new StringBuilder();
      for (String line : Collections.list(message.getAllHeaderLines())) {
        readable.append(line).append('\n').append(MimeUtility.decodeText(line)).append('\n');
      }
      appendText(message, readable);
      return new Mail(
          file.getFileName().toString().replace(".eml", ""),
          header(message, "From"),
          header(message, "To"),
          header(message, "Reply-To"),
          header(message, "Subject"),
          readable.toString(),
          file);
    } catch (IOException e) {
      throw new UncheckedIOException("Mail cannot be read: " + file, e);
    } catch (MessagingException e) {
      throw new IllegalStateException("Not a mail: " + file, e);
    }
  }

  private static String header(MimeMessage message, String name)
      throws MessagingException, IOException {
    String raw = message.getHeader(name, ", ");
    return raw == null ? "" : MimeUtility.decodeText(MimeUtility.unfold(raw));
  }

  private static void appendText(Part part, StringBuilder text)
      throws MessagingException, IOException {
    Object content = part.getContent();
    if (content instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        appendText(parts.getBodyPart(i), text);
      }
    } else if (content instanceof String words) {
      text.append(words).append('\n');
    }
  }

  @Override
  public void close() {
    keeper.shutdown();
    keepNew();
    server.stop();
  }
}
