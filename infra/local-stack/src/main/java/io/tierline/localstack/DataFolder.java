package io.tierline.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the local stack keeps what must survive a restart. One process at a time holds it, by a
 * lock the operating system releases when that process ends, however it ends.
 */
final class DataFolder implements AutoCloseable {

  /** Grows when what is kept here can no longer be read by older or newer versions. */
  private static final String FORMAT = "tierline-local 9, postgresql 18, kafka 4";

  private static final String FORMAT_FILE = "FORMAT";
  private static final String LOCK_FILE = "LOCK";

  /** What the stack keeps below the folder: {@code --empty} removes these and nothing else. */
  private static final List<String> OWN =
      List.of("postgres", "kafka", "mail", "logs", "clock", "story.json", FORMAT_FILE);

  private final Path folder;
  private final FileChannel lockChannel;
  private final FileLock lock;

  private DataFolder(Path folder, FileChannel lockChannel, FileLock lock) {
    this.folder = folder;
    this.lockChannel = lockChannel;
    this.lock = lock;
  }

  /** What to do with data of an earlier start. */
  enum Earlier {
    KEEP,
    REMOVE
  }

  /**
   * Takes the folder for this process.
   *
   * @throws StartRefused when another process holds it, it was written by another version or holds
   *     something else, or it cannot be written
   */
  static DataFolder open(Path wanted, Earlier earlier) {
    Path folder = wanted.toAbsolutePath().normalize();
    try {
      Files.createDirectories(folder);
      requireOurs(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new StartRefused(
            "The data folder %s is in use by another Tierline: stop that one, or choose another folder with --data."
                .formatted(folder));
      }
      DataFolder opened = new DataFolder(folder, channel, lock);
      opened.prepare(earlier);
      return opened;
    } catch (IOException e) {
      throw new StartRefused(
          "The data folder %s cannot be written (%s): give this user the right to, or choose another with --data."
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  /** What another program keeps under the same names must not be taken for ours, nor removed. */
  private static void requireOurs(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      boolean others = inside.anyMatch(path -> !path.endsWith(LOCK_FILE));
      if (others && Files.notExists(folder.resolve(FORMAT_FILE))) {
        throw new StartRefused(
            "The folder %s is not empty and was not made by Tierline: choose another one with --data, or a new name below it."
                .formatted(folder));
      }
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private void prepare(Earlier earlier) throws IOException {
    LocalPostgres.stopLeftover(folder.resolve("postgres"));
    if (earlier == Earlier.REMOVE) {
      for (String name : OWN) {
        deleteTree(folder.resolve(name));
      }
    }
    Path formatFile = folder.resolve(FORMAT_FILE);
    if (Files.exists(formatFile)) {
      String found = Files.readString(formatFile).strip();
      if (!found.equals(FORMAT)) {
        close();
        throw new StartRefused(
            "The data folder %s was written by another version (%s; this one is %s): choose another folder with --data, or start afresh with --empty."
                .formatted(folder, found, FORMAT));
      }
    } else {
      Files.writeString(formatFile, FORMAT + "\n");
    }
  }

  Path resolve(String name) {
    return folder.resolve(name);
  }

  /** Removes the folder itself; for the temporary one of {@code --once}. */
  void delete() {
    close();
    try {
      deleteTree(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("The temporary folder could not be removed: " + folder, e);
    }
  }

  private static void deleteTree(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  @Override
  public void close() {
    if (!lockChannel.isOpen()) {
      return;
    }
    try {
      lock.close();
      lockChannel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The lock on the data folder could not be released", e);
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
