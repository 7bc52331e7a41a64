package io.tierline.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A Kafka broker in a process of its own, so that it can be killed and frozen. Its log survives it;
 * {@link #restart} finds it again on the same port.
 */
public final class BrokerProcess implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Path folder;
  private final int port;
  private final List<String> compilation;
  private ServerProcess process;

  private BrokerProcess(Path folder, int port, List<String> compilation) {
    this.folder = folder;
    this.port = port;
    this.compilation = compilation;
    this.process = launch();
  }

  /** Starts a broker that is soon fast enough, and returns when it accepts connections. */
  public static BrokerProcess start(Path folder) {
    return start(folder, List.of("-XX:TieredStopAtLevel=1"));
  }

  /** The same as a broker that stays: it takes minutes of load to become as fast as it can be. */
  public static BrokerProcess startToStay(Path folder) {
    return start(folder, List.of());
  }

  private static BrokerProcess start(Path folder, List<String> compilation) {
    int port = Ports.free();
    Path data = folder.resolve("data");
    Properties settings = EmbeddedBroker.settings(data, port, Ports.free());
    EmbeddedBroker.formatIfEmpty(data, settings);
    try (Writer file = Files.newBufferedWriter(folder.resolve("server.properties"))) {
      settings.store(file, null);
    } catch (IOException e) {
      throw new UncheckedIOException("The broker's settings could not be written", e);
    }
    BrokerProcess broker = new BrokerProcess(folder, port, compilation);
    broker.awaitListening();
    return broker;
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public ServerProcess process() {
    return process;
  }

  /** Starts it again after it was killed. */
  public void restart() {
    process = launch();
    awaitListening();
  }

  @Override
  public void close() {
    process.close();
  }

  private ServerProcess launch() {
    List<String> options =
        Stream.concat(
                Stream.of("-Xmx512m", "--enable-native-access=ALL-UNNAMED"), compilation.stream())
            .toList();
    return ServerProcess.java(
        options,
        "kafka.Kafka",
        List.of(folder.resolve("server.properties").toString()),
        folder.resolve("broker.log"));
  }

  private void awaitListening() {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (System.nanoTime() - deadline < 0) {
      if (!process.isAlive()) {
        break;
      }
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
        return;
      } catch (IOException e) {
        pause();
      }
    }
    throw new IllegalStateException(
        "The broker did not start; see " + folder.resolve("broker.log"));
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the broker started", e);
    }
  }
}
