package io.tierline.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of this machine. */
public final class Ports {

  private static final int FIRST = 20_000;

  /** Systems give connections that go out ports from here on, or from further up. */
  private static final int FIRST_OF_CLIENTS = 32_768;

  private static final int TRIES = 1_000;

  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /**
   * A port nobody listens on right now, and that is given out once in this process. It is not one
   * of those that the system gives to clients: a server that starts a moment later, or again, would
   * find it taken by some connection.
   */
  public static int free() {
    for (int tried = 0; tried < TRIES; tried++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, FIRST_OF_CLIENTS);
      if (isFree(port) && GIVEN.add(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "No TCP port from %d to %d is free on the loopback address"
            .formatted(FIRST, FIRST_OF_CLIENTS - 1));
  }

  private static boolean isFree(int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
