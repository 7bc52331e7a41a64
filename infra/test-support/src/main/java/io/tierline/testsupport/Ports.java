package io.tierline.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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

  private Ports() {}

  /**
   * A port nobody listens on right now, and that is given out once in this process. It is not one
   * of those that the system gives to clients: a server that starts a moment later, or again, would
   * find it taken by some connection. Two processes may draw the same one, once in ten thousand
   * times.
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
    return GIVEN.add(port) && isFree(port);
  }

  private static boolean isFree(int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
