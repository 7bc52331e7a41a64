package io.tierline.notification.notice.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An SMTP server that answers as it is told and remembers every line it heard. */
final class ScriptedMailServer implements AutoCloseable {

  /** Instead of an answer: hang up. */
  static final String HANG_UP = "";

  private final ServerSocket socket;
  private final Map<String, String> answers;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  private ScriptedMailServer(ServerSocket socket, Map<String, String> answers) {
    this.socket = socket;
    this.answers = answers;
  }

  /**
   * @param answers by verb, {@code .} for the end of the mail; others are answered well
   */
  static ScriptedMailServer start(Map<String, String> answers) throws IOException {
    ScriptedMailServer server =
        new ScriptedMailServer(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), answers);
    Thread.ofVirtual().start(server::serve);
    return server;
  }

  int port() {
    return socket.getLocalPort();
  }

  List<String> heard() {
    return heard;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        talk(client);
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void talk(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    say(client, "220 ready");
    boolean inMail = false;
    String line = in.readLine();
    while (line != null) {
      heard.add(line);
      if (!inMail || line.equals(".")) {
        String verb = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
        String answer = answers.getOrDefault(verb, verb.equals("DATA") ? "354 go on" : "250 fine");
        if (answer.equals(HANG_UP)) {
          return;
        }
        say(client, answer);
        inMail = verb.equals("DATA") && answer.startsWith("354");
        if (verb.equals("QUIT")) {
          return;
        }
      }
      line = in.readLine();
    }
  }

  private static void say(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    client.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
