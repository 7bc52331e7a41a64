package io.tierline.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** TCP ports of this machine. */
public final class Ports {

  private static final int FIRST = 20_000;

  /** Where nobody has set it otherwise, systems give connections that go out ports from here on. */
  private static final int FIRST_OF_CLIENTS = 32_768;

  private static final int TRIES = 1_000;

  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  /** One byte for each port; this process ends before it is closed. */
  private static final FileChannel LOCKS = locks();

  private Ports() {}

  /**
   * A port nobody listens on right now, and that no other process of this user gets from here until
   * this one ends. It is not one of those that the system gives to clients: a server that starts a
   * moment later, or again, would find it taken by some connection.
   */
  public static int free() {
    return freeRow(1);
  }

  /** The first of so many ports side by side, of which the same holds. */
  public static int freeRow(int length) {
    for (int tried = 0; tried < TRIES; tried++) {
      int first = ThreadLocalRandom.current().nextInt(FIRST, FIRST_OF_CLIENTS - length + 1);
      if (IntStream.range(first, first + length).allMatch(Ports::take)) {
        return first;
      }
    }
    throw new IllegalStateException(
        "There are no %d free TCP ports side by side from %d to %d on the loopback address"
            .formatted(length, FIRST, FIRST_OF_CLIENTS - 1));
  }

  /** Marked before it is tried: its server may be starting again just now. */
  private static boolean take(int port) {
    return GIVEN.add(port) && isOurs(port) && isFree(port);
  }

  /** The lock is the process's: nobody has to hold on to it. */
  private static boolean isOurs(int port) {
    try {
      return LOCKS.tryLock(port, 1, false) != null;
    } catch (IOException e) {
      throw new UncheckedIOException("Ports cannot be locked against other processes", e);
    }
  }

  private static FileChannel locks() {
    Path file =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "tierline-ports-" + System.getProperty("user.name"));
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("Ports cannot be locked against other processes", e);
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
