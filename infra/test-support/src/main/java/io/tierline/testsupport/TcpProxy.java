package io.tierline.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and a server of this machine, and can cut a connection at the worst
 * moment: after the server has done its work and before the client hears of it.
 */
public final class TcpProxy implements AutoCloseable {

  private static final int CHUNK_BYTES = 16 * 1024;

  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger answersSeen = new AtomicInteger();
  private final AtomicInteger cuts = new AtomicInteger();
  private volatile String fatalAnswer = "";
  private volatile int every = 1;

  private TcpProxy(ServerSocket listening, int target) {
    this.listening = listening;
    this.target = target;
  }

  /** Passes connections on to this port of the loopback address. */
  public static TcpProxy to(int port) {
    try {
      TcpProxy proxy =
          new TcpProxy(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), port);
      Thread.ofVirtual().start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("The proxy found no port", e);
    }
  }

  public int port() {
    return listening.getLocalPort();
  }

  /**
   * From now on every n-th answer of the server that contains this text is swallowed, and its
   * connection cut.
   */
  public void cutAtAnswer(String text, int everyNth) {
    every = everyNth;
    fatalAnswer = text;
  }

  /** From now on everything passes again. */
  public void heal() {
    fatalAnswer = "";
  }

  /** How many connections were cut so far. */
  public int cuts() {
    return cuts.get();
  }

  @Override
  public void close() {
    closeQuietly(listening);
    open.forEach(TcpProxy::closeQuietly);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Socket server = new Socket();
        open.add(client);
        open.add(server);
        try {
          server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
          client.setTcpNoDelay(true);
          server.setTcpNoDelay(true);
          Thread.ofVirtual().start(() -> pass(client, server, false));
          Thread.ofVirtual().start(() -> pass(server, client, true));
        } catch (IOException e) {
          end(client, server);
        }
      } catch (IOException e) {
        // Closed, or a client that went away at once.
      }
    }
  }

  private void pass(Socket from, Socket to, boolean answers) {
    byte[] chunk = new byte[CHUNK_BYTES];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      int length;
      while ((length = in.read(chunk)) >= 0) {
        if (answers && isFatal(chunk, length)) {
          cuts.incrementAndGet();
          return;
        }
        out.write(chunk, 0, length);
        out.flush();
      }
    } catch (IOException e) {
      // One side went away; the other follows.
    } finally {
      end(from, to);
    }
  }

  private boolean isFatal(byte[] chunk, int length) {
    String fatal = fatalAnswer;
    return !fatal.isEmpty()
        && new String(chunk, 0, length, StandardCharsets.ISO_8859_1).contains(fatal)
        && answersSeen.incrementAndGet() % every == 0;
  }

  private void end(Socket one, Socket other) {
    closeQuietly(one);
    closeQuietly(other);
    open.remove(one);
    open.remove(other);
  }

  private static void closeQuietly(java.io.Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      // Nothing is left to close.
    }
  }
}
