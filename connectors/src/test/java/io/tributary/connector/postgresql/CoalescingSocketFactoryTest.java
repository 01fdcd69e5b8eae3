package io.tributary.connector.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

final class CoalescingSocketFactoryTest {
  private static final int PIECE_BYTES = 8192;

  /// More pieces than make an answer a long one, then short ones, then a long answer again.
  @Test
  void bytesArriveAsTheyWereSent() throws Exception {
    Random random = new Random(1);
    byte[] sent = new byte[6 << 20];
    random.nextBytes(sent);

    byte[] received =
        receive(
            output -> {
              int position = 0;
              while (position < sent.length) {
                boolean pause = position >= 2 << 20 && position < (2 << 20) + 4096;
                int piece = pause ? 1 + random.nextInt(64) : PIECE_BYTES;
                piece = Math.min(piece, sent.length - position);
                output.write(sent, position, piece);
                position += piece;
              }
            },
            InputStream::readAllBytes);

    assertThat(Arrays.mismatch(received, sent)).isEqualTo(-1);
  }

  @Test
  void aByteThatIsHeldBackIsAvailable() throws Exception {
    int available =
        receive(
            output -> output.write(new byte[] {1, 2, 3}),
            input -> {
              assertThat(input.readNBytes(1)).containsExactly(1);
              assertThat(input.readNBytes(1)).containsExactly(2);
              return input.available();
            });

    assertThat(available).isPositive();
  }

  @Test
  void theEndIsToldAgainAndAgain() throws Exception {
    int end =
        receive(
            output -> output.write(0xff),
            input -> {
              assertThat(input.read()).isEqualTo(0xff);
              assertThat(input.read()).isEqualTo(-1);
              return input.read(new byte[4]);
            });

    assertThat(end).isEqualTo(-1);
  }

  private interface Sender {
    void send(OutputStream output) throws IOException;
  }

  private interface Receiver<T> {
    T receive(InputStream input) throws IOException;
  }

  private static <T> T receive(Sender sender, Receiver<T> receiver)
      throws IOException, InterruptedException, ExecutionException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new CoalescingSocketFactory().createSocket()) {
      FutureTask<Void> sending =
          new FutureTask<>(() -> {
            try (Socket accepted = server.accept()) {
              sender.send(accepted.getOutputStream());
            }
            return null;
          });
      Thread.ofVirtual().start(sending);
      socket.connect(server.getLocalSocketAddress());
      T received = receiver.receive(socket.getInputStream());
      sending.get();
      return received;
    }
  }
}
