package io.tributary.trino;

import static java.util.stream.Collectors.toMap;

import io.tributary.testing.GatewayProcess;
import io.tributary.testing.ServerProcess;
import io.tributary.testing.TrinoProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A Trino server with the plugin as it is shipped, and the gateway that it reads from, each in a
/// process of its own.
final class TrinoWithTributary implements AutoCloseable {

  /// The variable of Trino's environment that has the gateway's API key.
  static final String TOKEN_VARIABLE = "TRIBUTARY_TOKEN";

  private static final Map<String, String> ENVIRONMENT =
      Map.of(TOKEN_VARIABLE, GatewayProcess.TOKEN);

  private final Path folder;
  private final int trinoPort = ServerProcess.freePort();
  private final GatewayProcess gateway;

  /// The coordinator comes first.
  private final List<TrinoProcess> nodes = new ArrayList<>();

  private TrinoWithTributary(Path folder, Map<String, String> sources) throws IOException {
    this.folder = folder;
    this.gateway = GatewayProcess.launch(folder.resolve("gateway"), sources);
  }

  private interface Start {
    void of(TrinoWithTributary servers) throws IOException, InterruptedException;
  }

  /// Starts both, side by side.
  ///
  /// @param folder for configuration and logs
  /// @param sources the gateway's: file names without ending, and their text
  /// @param catalogs Trino's beside `tpch`: likewise; `{gateway}` stands for the gateway's address
  static TrinoWithTributary start(
      Path folder, Map<String, String> sources, Map<String, String> catalogs)
      throws IOException, InterruptedException {
    return start(
        folder,
        sources,
        servers -> {
          servers.launchTrino(catalogs);
          servers.gateway.awaitReady();
        });
  }

  /// Starts a gateway and a Trino whose catalogs are the gateway's sources and `tpch`. All is read
  /// by a worker.
  ///
  /// @param store properties of the catalog store; `{trino}` stands for the coordinator's address
  static TrinoWithTributary startWithStore(Path folder, Map<String, String> sources, String store)
      throws IOException, InterruptedException {
    return start(
        folder,
        sources,
        servers -> {
          servers.gateway.awaitReady();
          servers.launchTrinoWithStore(store, false);
          servers.launchWorker();
        });
  }

  /// The same without the worker, and with a gateway that is down.
  static TrinoWithTributary startWithStoreAlone(
      Path folder, Map<String, String> sources, String store)
      throws IOException, InterruptedException {
    return start(
        folder,
        sources,
        servers -> {
          servers.killGateway();
          servers.launchTrinoWithStore(store, true);
        });
  }

  private static TrinoWithTributary start(Path folder, Map<String, String> sources, Start start)
      throws IOException, InterruptedException {
    TrinoWithTributary servers = new TrinoWithTributary(folder, sources);
    try {
      start.of(servers);
      servers.coordinator().awaitReady();
      return servers;
    } catch (IOException | RuntimeException | InterruptedException e) {
      servers.close();
      throw e;
    }
  }

  String gatewayAddress() {
    return gateway.address();
  }

  GatewayProcess gateway() {
    return gateway;
  }

  /// A connection to Trino; the caller closes it.
  Connection connect() throws SQLException {
    return coordinator().connect();
  }

  /// All that Trino tells of a query that is over, as its web interface shows it.
  String detailsOf(String queryId) throws IOException, InterruptedException {
    return coordinator().detailsOf(queryId);
  }

  /// All that the coordinator wrote into its log.
  String trinoLog() throws IOException {
    return coordinator().log();
  }

  void killGateway() throws InterruptedException {
    gateway.kill();
  }

  @Override
  public void close() {
    nodes.reversed().forEach(TrinoProcess::close);
    gateway.close();
  }

  private TrinoProcess coordinator() {
    return nodes.getFirst();
  }

  private void launchTrino(Map<String, String> catalogs) throws IOException {
    nodes.add(
        TrinoProcess.launch(
            folder.resolve("trino"),
            trinoPort,
            catalogs.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, catalog -> filledIn(catalog.getValue())))));
  }

  private void launchTrinoWithStore(String store, boolean readsItself) throws IOException {
    Path home = folder.resolve("trino");
    Path catalogs = TrinoProcess.writeCatalogs(home, Map.of());
    Files.writeString(
        Files.createDirectories(home.resolve("etc")).resolve("catalog-store.properties"),
        filledIn(store) + "\ncatalog.config-dir=" + catalogs);
    nodes.add(
        TrinoProcess.launch(
            home,
            trinoPort,
            trinoPort,
            """
            coordinator=true
            node-scheduler.include-coordinator=%b
            catalog.management=dynamic
            catalog.store=tributary
            """
                .formatted(readsItself),
            ENVIRONMENT));
  }

  private void launchWorker() throws IOException {
    nodes.add(
        TrinoProcess.launch(
            folder.resolve("worker"),
            ServerProcess.freePort(),
            trinoPort,
            """
            coordinator=false
            catalog.management=dynamic
            """,
            ENVIRONMENT));
  }

  private String filledIn(String text) {
    return text.replace("{gateway}", gatewayAddress())
        .replace("{trino}", "http://127.0.0.1:" + trinoPort);
  }
}
