package io.tierline.localstack;

import io.tierline.testsupport.ServiceDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A real PostgreSQL 18 whose data stays in a folder. */
final class LocalPostgres implements AutoCloseable {

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

  private final EmbeddedPostgres server;

  private LocalPostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  static LocalPostgres start(Path folder, Path logFile, int port) {
    try {
      Files.createDirectories(folder);
      ProcessBuilder.Redirect log = ProcessBuilder.Redirect.appendTo(logFile.toFile());
      return new LocalPostgres(
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(binariesFolder())
              .setDataDirectory(folder)
              .setCleanDataDirectory(false)
              .setPort(port)
              // Stopped by us, after the services that use it.
              .setRegisterShutdownHook(false)
              // The library turns it off, for tests.
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("max_connections", "120")
              .setServerConfig("shared_buffers", "64MB")
              .setPGStartupWait(Patience.usually(Duration.ofSeconds(60)))
              .setOutputRedirector(log)
              .setErrorRedirector(log)
              .start());
    } catch (IOException | IllegalStateException e) {
      throw new StartRefused(
          "PostgreSQL did not start (%s): its own words are in %s."
              .formatted(e.getMessage(), logFile),
          e);
    }
  }

  /** The unpacked server is shared by all data folders of this user. */
  private static File binariesFolder() {
    return Path.of(
            System.getProperty("java.io.tmpdir"), "tierline-" + System.getProperty("user.name"))
        .toFile();
  }

  ServiceDatabase database(String service) {
    return ServiceDatabase.create(
        server.getJdbcUrl("postgres", "postgres"), service, "tierline_" + service);
  }

  /**
   * Stops a PostgreSQL that outlived a killed JVM: the caller holds the folder's lock, so whatever
   * still runs there belongs to nobody. The process number alone says nothing: it may be another
   * one's by now.
   */
  static void stopLeftover(Path folder) {
    Path pidFile = folder.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    try {
      List<String> lines = Files.readAllLines(pidFile);
      Optional<ProcessHandle> leftover =
          lines.isEmpty()
              ? Optional.empty()
              : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
      if (leftover.isPresent() && isPostgresOf(folder, leftover.get())) {
        ProcessHandle postmaster = leftover.get();
        postmaster.destroy();
        awaitExit(postmaster);
      }
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "A PostgreSQL left by an earlier start could not be stopped", e);
    }
  }

  private static boolean isPostgresOf(Path folder, ProcessHandle process) {
    return process.info().command().orElse("").endsWith("postgres")
        && process.info().commandLine().orElse("").contains(folder.toString());
  }

  private static void awaitExit(ProcessHandle process) {
    CompletableFuture<ProcessHandle> exit = process.onExit();
    try {
      exit.get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // It recovers from its log at the next start: nothing it acknowledged is lost.
      process.destroyForcibly();
      exit.join();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The leftover PostgreSQL cannot be watched", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartRefused("The start was interrupted.", e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not stop", e);
    }
  }
}
