package io.tierline.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own, which can be treated as power cuts and schedulers treat processes: ended
 * without a word (SIGKILL), frozen (SIGSTOP) and thawed (SIGCONT).
 */
public final class ServerProcess implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 20;

  private final Process process;

  private ServerProcess(Process process) {
    this.process = process;
  }

  /**
   * @param log file its output is added to
   */
  public static ServerProcess start(List<String> command, Path log) {
    try {
      return new ServerProcess(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("Could not start " + command.getFirst(), e);
    }
  }

  /** A Java program on this JVM's class path and JDK. */
  public static ServerProcess java(
      List<String> jvmArguments, String mainClass, List<String> arguments, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmArguments);
    command.add("-cp");
    // Surefire puts the real class path here and only a manifest on its own.
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")));
    command.add(mainClass);
    command.addAll(arguments);
    return start(command, log);
  }

  /** For tools that look into it. */
  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL; returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /** SIGSTOP: it keeps its connections and answers nobody. */
  public void freeze() {
    signal("STOP");
  }

  /** SIGCONT: it goes on as if no time had passed. */
  public void thaw() {
    signal("CONT");
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      signal("CONT");
      process.destroyForcibly();
      awaitExit();
    }
  }

  /** To the process and what it started, the server's workers. */
  private void signal(String name) {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    command.add(Long.toString(process.pid()));
    process.descendants().forEach(worker -> command.add(Long.toString(worker.pid())));
    try {
      // A worker may have ended by itself meanwhile: what kill answers says nothing.
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException("No kill command", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while sending SIG" + name, e);
    }
  }

  private void awaitExit() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The process survived SIGKILL");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a process ended", e);
    }
  }
}
