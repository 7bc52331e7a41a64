package io.tierline.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Which port is whose: a row of neighbours from one base.
 *
 * @param base the console's port
 */
record Addresses(int base) {

  static final int NEIGHBOURS = 9;
  private static final int PORT_MAX = 65_535;

  Addresses {
    if (base < 1024 || base > PORT_MAX - NEIGHBOURS) {
      throw new StartRefused(
          "--port %d cannot be used: give a number from 1024 to %d; it and the %d after it are taken."
              .formatted(base, PORT_MAX - NEIGHBOURS, NEIGHBOURS - 1));
    }
  }

  int onboarding() {
    return base + 1;
  }

  /** Where onboarding gives out access tokens. */
  String tokens() {
    return url(onboarding()) + "/oauth2/token";
  }

  int pricing() {
    return base + 2;
  }

  int ordering() {
    return base + 3;
  }

  int notification() {
    return base + 4;
  }

  int storefront() {
    return base + 5;
  }

  int smtp() {
    return base + 6;
  }

  int postgres() {
    return base + 7;
  }

  int kafka() {
    return base + 8;
  }

  static String url(int port) {
    return "http://localhost:" + port;
  }

  /**
   * @throws StartRefused when another program listens on one of them
   */
  void requireFree() {
    for (int port = base; port < base + NEIGHBOURS; port++) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      } catch (IOException e) {
        throw new StartRefused(
            "Port %d is in use by another program: stop that one, or choose other ports with --port (the %d from it on are taken)."
                .formatted(port, NEIGHBOURS),
            e);
      }
    }
  }
}
