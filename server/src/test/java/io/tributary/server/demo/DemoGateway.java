package io.tributary.server.demo;

import io.tributary.server.GatewayRunner;
import io.tributary.server.config.ConfigException;
import io.tributary.server.sql.GatewayClient;
import io.tributary.testing.TpchTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Consumer;

/// A gateway over a PostgreSQL, `sales`, and Parquet files, `lake`, with TPC-H data. What it starts
/// ends with the JVM.
public final class DemoGateway {
  public static final double SCALE_FACTOR = 0.1;

  private static final int USUAL_GRPC_PORT = 8815;
  private static final int USUAL_HTTP_PORT = 8000;

  private final GatewayRunner runner;
  private final GatewayClient client;

  private DemoGateway(GatewayRunner runner, GatewayClient client) {
    this.runner = runner;
    this.client = client;
  }

  /// @param progress takes a line whenever there is something to tell
  public static DemoGateway start(Consumer<String> progress)
      throws IOException, SQLException, ConfigException {
    Cleanup cleanup = Cleanup.atExit();
    var data = new DemoData(cacheFolder(), SCALE_FACTOR, progress);
    DemoDatabase database = cleanup.add(data.start());
    progress.accept("Starting the gateway");
    GatewayRunner runner =
        cleanup.add(
            startOnUsualPorts(
                GatewayRunner.builder()
                    .postgres("sales", database.server())
                    .files("lake", data.lake()),
                progress));
    progress.accept(
        "Ready: gRPC and Flight SQL on port %d, HTTP on port %d"
            .formatted(runner.grpcPort(), runner.httpPort()));
    return new DemoGateway(
        runner,
        cleanup.add(GatewayClient.connect("127.0.0.1:" + runner.grpcPort(), false, Map.of())));
  }

  /// The name by which SQL reaches a table.
  public static String tableName(TpchTable table) {
    return DemoData.tableName(table);
  }

  /// The folder for what is worth keeping between runs.
  public static Path cacheFolder() {
    return DemoData.defaultCache();
  }

  public GatewayClient client() {
    return client;
  }

  int grpcPort() {
    return runner.grpcPort();
  }

  int httpPort() {
    return runner.httpPort();
  }

  private static GatewayRunner startOnUsualPorts(
      GatewayRunner.Builder gateway, Consumer<String> progress) throws ConfigException {
    int grpcPort = freePort(USUAL_GRPC_PORT, progress);
    int httpPort = freePort(USUAL_HTTP_PORT, progress);
    try {
      return start(gateway, grpcPort, httpPort);
    } catch (UncheckedIOException e) {
      progress.accept("A port was taken in this moment: using free ones");
      return start(gateway, 0, 0);
    }
  }

  private static GatewayRunner start(GatewayRunner.Builder gateway, int grpcPort, int httpPort)
      throws ConfigException {
    return gateway
        .property("grpc.bind", "127.0.0.1:" + grpcPort)
        .property("http.bind", "127.0.0.1:" + httpPort)
        .start();
  }

  /// The usual port, or 0 for any free one where somebody else has it.
  private static int freePort(int usual, Consumer<String> progress) {
    try (ServerSocket _ = new ServerSocket(usual, 1, InetAddress.getLoopbackAddress())) {
      return usual;
    } catch (IOException _) {
      progress.accept("Port " + usual + " is taken: using a free one");
      return 0;
    }
  }
}
