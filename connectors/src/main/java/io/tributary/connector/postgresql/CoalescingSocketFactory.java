package io.tributary.connector.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/// Sockets that read a long answer in large pieces. PostgreSQL sends 8 KiB at a time, and a reader
/// that is faster than it wakes up for each of them, which costs a quarter of the reader's time. In
/// the middle of a long answer such a reader waits a moment until more has come.
///
/// Public because the driver makes it, by its name.
public final class CoalescingSocketFactory extends SocketFactory {

  /// Of a socket that is not connected yet, which is all that the driver asks for.
  @Override
  public Socket createSocket() {
    return new CoalescingSocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw connected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    throw connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw connected();
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
      throws IOException {
    throw connected();
  }

  private static IOException connected() {
    return new IOException("only sockets that are not connected are made");
  }

  private static final class CoalescingSocket extends Socket {
    private @Nullable InputStream input;

    /// Always the same, as it may hold bytes that nobody has asked for yet. Where the connection is
    /// encrypted, the decoder reads from here.
    @Override
    public InputStream getInputStream() throws IOException {
      InputStream opened = input;
      if (opened == null) {
        opened = new CoalescingInputStream(super.getInputStream());
        input = opened;
      }
      return opened;
    }
  }

  /// Used by one thread at a time, as the driver's connection is.
  private static final class CoalescingInputStream extends InputStream {
    private static final int BUFFER_BYTES = 1 << 17;

    /// A read of less tells that the sender has paused: an answer is short or has ended.
    private static final int PIECE_BYTES = 1 << 12;

    /// Reads of whole pieces after which an answer is a long one.
    private static final int LONG_ANSWER_READS = 16;

    /// A reader that gets so much at once is not too fast.
    private static final int ENOUGH_BYTES = 1 << 16;

    /// What the server sends meanwhile finds room in the sockets' buffers.
    private static final long PAUSE_NANOS = 500_000;

    private final InputStream socket;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private int readsOfPieces;

    CoalescingInputStream(InputStream socket) {
      this.socket = socket;
    }

    @Override
    public int read() throws IOException {
      return fill() ? buffer[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int moved = Math.min(length, limit - position);
      System.arraycopy(buffer, position, target, offset, moved);
      position += moved;
      return moved;
    }

    /// @return whether there is a byte; false at the end of the stream
    private boolean fill() throws IOException {
      if (position < limit) {
        return true;
      }
      if (readsOfPieces >= LONG_ANSWER_READS && limit < ENOUGH_BYTES) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      position = 0;
      limit = 0;
      limit = Math.max(socket.read(buffer, 0, BUFFER_BYTES), 0);
      readsOfPieces = limit < PIECE_BYTES ? 0 : readsOfPieces + 1;
      return limit > 0;
    }

    @Override
    public int available() throws IOException {
      return limit - position + socket.available();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
