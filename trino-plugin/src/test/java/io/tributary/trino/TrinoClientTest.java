package io.tributary.trino;

import static java.net.InetAddress.getLoopbackAddress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.trino.TributaryCatalogStoreConfig.Coordinator;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class TrinoClientTest {

  private static final int TLS_HANDSHAKE = 22;
  private static final int TEN_SECONDS = 10_000;

  @Test
  void a_password_travels_by_tls() throws Exception {
    try (ServerSocket coordinator = new ServerSocket(0, 0, getLoopbackAddress());
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      coordinator.setSoTimeout(TEN_SECONDS);
      TrinoClient client = clientOf("https://127.0.0.1:" + coordinator.getLocalPort());

      Future<?> statement = executor.submit(() -> run(client));

      try (Socket connection = coordinator.accept()) {
        assertThat(connection.getInputStream().read()).isEqualTo(TLS_HANDSHAKE);
      }
      coordinator.close();
      assertThatThrownBy(statement::get).hasCauseInstanceOf(SQLException.class);
    }
  }

  private static TrinoClient clientOf(String address) {
    return new TrinoClient(
        new Coordinator(URI.create(address), "catalogs", Optional.of("hunter2")));
  }

  private static Object run(TrinoClient client) throws SQLException {
    client.run("DROP CATALOG sales");
    return "done";
  }
}
