package io.tierline.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL that can be killed like a machine: the postmaster gets SIGKILL, its children find
 * out by themselves. With {@code fsync} on, so that what it acknowledged is there after {@link
 * #restart}.
 */
public final class PostgresProcess implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Path folder;
  private final int port;
  private final List<String> command;
  private ServerProcess process;

  private PostgresProcess(Path folder, int port, List<String> command) {
    this.folder = folder;
    this.port = port;
    this.command = command;
    this.process = ServerProcess.start(command, folder.resolve("postgres.log"));
  }

  /** Creates a cluster in the folder and starts it. */
  public static PostgresProcess start(Path folder) {
    int port = Ports.free();
    Path data = folder.resolve("data");
    List<String> command = new ArrayList<>();
    // The library unpacks the binaries and creates the cluster; from then on the process is ours.
    try (EmbeddedPostgres first =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setPort(port)
            .start()) {
      if (isRoot()) {
        // PostgreSQL refuses to run as root; in a user namespace of its own it does not.
        command.addAll(List.of("unshare", "-U"));
      }
      command.add(binaryOf(data));
      command.addAll(
          List.of("-D", data.toString(), "-p", Integer.toString(first.getPort()), "-k", "/tmp"));
      command.addAll(List.of("-c", "max_connections=200", "-c", "fsync=on"));
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start in " + folder, e);
    }
    PostgresProcess postgres = new PostgresProcess(folder, port, command);
    postgres.awaitReady();
    return postgres;
  }

  public int port() {
    return port;
  }

  /** A new, empty database of one service, with the service's roles. */
  public ServiceDatabase newServiceDatabase(String service, String database) {
    return ServiceDatabase.create(jdbcUrl("postgres") + "?user=postgres", service, database);
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  public ServerProcess process() {
    return process;
  }

  /** Starts it again after it was killed; returns when it has recovered. */
  public void restart() {
    process = ServerProcess.start(command, folder.resolve("postgres.log"));
    awaitReady();
  }

  @Override
  public void close() {
    process.close();
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (System.nanoTime() - deadline < 0) {
      try (Connection connection =
          DriverManager.getConnection(jdbcUrl("postgres"), "postgres", "")) {
        if (connection.isValid(1)) {
          return;
        }
      } catch (SQLException e) {
        if (!process.isAlive()) {
          // Children of the killed one still hold its memory: it must be tried again.
          process = ServerProcess.start(command, folder.resolve("postgres.log"));
        }
      }
      pause();
    }
    throw new IllegalStateException(
        "PostgreSQL did not start; see " + folder.resolve("postgres.log"));
  }

  private static String binaryOf(Path data) throws IOException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().trim());
    return ProcessHandle.of(pid)
        .flatMap(handle -> handle.info().command())
        .orElseThrow(() -> new IllegalStateException("The postmaster's program is not known"));
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while PostgreSQL started", e);
    }
  }
}
