package io.tributary.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands before a server. Hangs up on as many of the next connections as it is told to, or lets
/// them wait.
public final class RefusingProxy implements AutoCloseable {
  private final ServerSocket entrance;
  private final int serverPort;
  private final AtomicInteger toRefuse = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final Queue<Socket> unanswered = new ConcurrentLinkedQueue<>();
  private volatile boolean answers = true;

  /// @param serverPort on the loopback interface
  public RefusingProxy(int serverPort) throws IOException {
    this.serverPort = serverPort;
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return entrance.getLocalPort();
  }

  public void refuse(int connections) {
    toRefuse.set(connections);
  }

  /// Answers no connection any more; those that there are stay.
  public void fallSilent() {
    answers = false;
  }

  public int refused() {
    return refused.get();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        serve(entrance.accept());
      } catch (IOException e) {
        if (!entrance.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket client) throws IOException {
    if (toRefuse.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      refused.incrementAndGet();
      client.close();
    } else if (!answers) {
      unanswered.add(client);
    } else {
      connect(client);
    }
  }

  /// One that finds the server down is hung up on as the server would.
  private void connect(Socket client) throws IOException {
    try {
      Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
      Thread.ofVirtual().start(() -> forward(client, server));
      Thread.ofVirtual().start(() -> forward(server, client));
    } catch (IOException e) {
      client.close();
    }
  }

  private static void forward(Socket from, Socket to) {
    try (from;
        to) {
      long _ = from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // Either side hung up, which the other is told by closing it.
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    for (Socket client : unanswered) {
      client.close();
    }
  }
}
