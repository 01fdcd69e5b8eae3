package io.tributary.trino;

import static java.util.stream.Collectors.toMap;

import io.tributary.testing.GatewayProcess;
import io.tributary.testing.TrinoProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/// A Trino server with the plugin as it is shipped, and the gateway that it reads from, each in a
/// process of its own.
final class TrinoWithTributary implements AutoCloseable {

  private final GatewayProcess gateway;
  private final TrinoProcess trino;

  private TrinoWithTributary(Path folder, Map<String, String> sources, Map<String, String> catalogs)
      throws IOException {
    this.gateway = GatewayProcess.launch(folder.resolve("gateway"), sources);
    this.trino =
        TrinoProcess.launch(
            folder.resolve("trino"),
            catalogs.entrySet().stream()
                .collect(
                    toMap(
                        Map.Entry::getKey,
                        catalog -> catalog.getValue().replace("{gateway}", gatewayAddress()))));
  }

  /// Starts both, side by side.
  ///
  /// @param folder for configuration and logs
  /// @param sources the gateway's: file names without ending, and their text
  /// @param catalogs Trino's beside `tpch`: likewise; `{gateway}` stands for the gateway's address
  static TrinoWithTributary start(
      Path folder, Map<String, String> sources, Map<String, String> catalogs)
      throws IOException, InterruptedException {
    TrinoWithTributary servers = new TrinoWithTributary(folder, sources, catalogs);
    try {
      servers.gateway.awaitReady();
      servers.trino.awaitReady();
      return servers;
    } catch (RuntimeException | InterruptedException e) {
      servers.close();
      throw e;
    }
  }

  String gatewayAddress() {
    return gateway.address();
  }

  /// A connection to Trino; the caller closes it.
  Connection connect() throws SQLException {
    return trino.connect();
  }

  void killGateway() throws InterruptedException {
    gateway.kill();
  }

  @Override
  public void close() {
    trino.close();
    gateway.close();
  }
}
