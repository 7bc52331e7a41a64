package io.tierline.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A PostgreSQL that can be killed like a machine: the postmaster gets SIGKILL, its children find
 * out by themselves. With {@code fsync} on, so that what it acknowledged is there after {@link
 * #restart}.
 */
public final class PostgresProcess implements AutoCloseable {

  static final Duration START_TIMEOUT = Duration.ofMinutes(2);
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
    Path data = data(folder);
    List<String> command = new ArrayList<>();
    // The library unpacks the binaries and creates the cluster; from then on the process is ours.
    try (EmbeddedPostgres first =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setPort(port)
            .setPGStartupWait(START_TIMEOUT)
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

  /**
   * A base backup of the running server, as a tool of the trade makes one: what is committed until
   * it is done is in it.
   */
  public Path backUp(String name) {
    Path backup = folder.resolve(name);
    try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"), "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute("select pg_backup_start('%s', fast => true)".formatted(name));
      copy(data(), backup, file -> !file.endsWith("postmaster.pid"));
      try (ResultSet done =
          statement.executeQuery(
              "select labelfile from pg_backup_stop(wait_for_archive => false)")) {
        done.next();
        Files.writeString(backup.resolve("backup_label"), done.getString(1));
      }
      // What the files need to become consistent.
      copy(data().resolve("pg_wal"), backup.resolve("pg_wal"), _ -> true);
      return backup;
    } catch (SQLException e) {
      throw new IllegalStateException("No backup of " + folder, e);
    } catch (IOException e) {
      throw new UncheckedIOException("No backup of " + folder, e);
    }
  }

  /**
   * Kills the server and opens a backup in its place, by archive recovery: it ends where the
   * backup's log does, and PostgreSQL begins a new timeline. Returns when it can be written.
   */
  public void restore(Path backup) {
    process.kill();
    try {
      Files.move(data(), folder.resolve("lost-" + backup.getFileName()));
      Files.move(backup, data());
      Files.createFile(data().resolve("recovery.signal"));
      Files.writeString(
          data().resolve("postgresql.auto.conf"),
          "restore_command = 'false'\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("The backup cannot take the place of " + folder, e);
    }
    restart();
  }

  private Path data() {
    return data(folder);
  }

  private static Path data(Path folder) {
    return folder.resolve("data");
  }

  /** Of a folder that others write to: what goes away meanwhile is not missed. */
  private static void copy(Path from, Path to, Predicate<Path> wanted) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Path target = to.resolve(from.relativize(folder));
            if (Files.notExists(target)) {
              Files.copy(folder, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!wanted.test(file)) {
              return FileVisitResult.CONTINUE;
            }
            try {
              Files.copy(
                  file,
                  to.resolve(from.relativize(file)),
                  StandardCopyOption.COPY_ATTRIBUTES,
                  StandardCopyOption.REPLACE_EXISTING);
            } catch (NoSuchFileException e) {
              return visitFileFailed(file, e);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }
        });
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
        if (isOpenToWrites(connection)) {
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

  /** A server that recovers answers questions before it is done. */
  private static boolean isOpenToWrites(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet recovering = statement.executeQuery("select pg_is_in_recovery()")) {
      return recovering.next() && !recovering.getBoolean(1);
    }
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
