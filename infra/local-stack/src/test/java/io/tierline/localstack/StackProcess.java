package io.tierline.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tierline.testsupport.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The local stack as {@code ./run} starts it: a process of its own, which can be killed. */
final class StackProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** For the last words of a process that has ended. */
  private static final Duration OUTPUT_MAX = Duration.ofSeconds(10);

  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Thread reader;

  private StackProcess(Process process) {
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().name("stack-output").start(this::read);
  }

  static StackProcess start(Path data, int port, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--data", data.toString()));
    arguments.addAll(List.of(more));
    return start(LocalStack.class.getName(), port, arguments);
  }

  /** {@code ./prices} of a stack. */
  static StackProcess prices(int port, String... arguments) throws IOException {
    return start(PriceViewer.class.getName(), port, List.of(arguments));
  }

  /** A base for a stack: it and the ports after it that belong to the stack are free. */
  static int freeRow() {
    return Ports.freeRow(Addresses.NEIGHBOURS);
  }

  private static StackProcess start(String program, int port, List<String> arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx640m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseCompactObjectHeaders",
                "-D%s=PT2M".formatted(Patience.PROPERTY),
                "-cp",
                System.getProperty("java.class.path"),
                program,
                "--port",
                Integer.toString(port)));
    command.addAll(arguments);
    return new StackProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      output.lines().forEach(lines::add);
    } catch (IOException | java.io.UncheckedIOException e) {
      lines.add("(output ended: " + e.getMessage() + ")");
    }
  }

  /** Waits until a line with these words is printed. */
  void awaitLine(String words) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .failFast(() -> assertThat(reader.isAlive() || says(words)).as(output()).isTrue())
        .untilAsserted(() -> assertThat(says(words)).as("'%s' in%n%s", words, output()).isTrue());
  }

  private boolean says(String words) {
    return lines.stream().anyMatch(line -> line.contains(words));
  }

  String output() {
    return String.join("\n", lines);
  }

  /** SIGKILL: nothing of it gets a chance to tidy up. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** SIGTERM, as a stop of the terminal or of the machine; Ctrl-C runs the same hooks. */
  int stop() throws InterruptedException {
    // Not through the process itself, which would close its output before the last words.
    process.toHandle().destroy();
    return exitCode();
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(output()).isTrue();
    reader.join(OUTPUT_MAX);
    return process.exitValue();
  }

  @Override
  public void close() {
    kill();
  }
}
