package io.tributary.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.gateway.query.QueryService;
import io.tributary.server.config.ConfigException;
import io.tributary.server.config.ServerConfig;
import io.tributary.testing.PostgresServer;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// The real server on free ports of this machine, with sources that the test gives it. What every
/// end-to-end test, the demo and the benchmarks run on, and a server to develop with: see [#main].
public final class GatewayRunner implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GatewayRunner.class);

  private final Path etc;
  private final TributaryServer server;

  private GatewayRunner(Path etc, TributaryServer server) {
    this.etc = etc;
    this.server = server;
  }

  public static Builder builder() {
    return new Builder();
  }

  /// What the server is to be started with.
  public static final class Builder {
    private final Map<String, Map<String, String>> sources = new TreeMap<>();
    private final Map<String, String> properties = new TreeMap<>();

    private Builder() {
      properties.put("grpc.bind", "127.0.0.1:0");
      properties.put("http.bind", "127.0.0.1:0");
    }

    /// A source by the lines of its file.
    public Builder source(String name, Map<String, String> sourceProperties) {
      sources.put(name, Map.copyOf(sourceProperties));
      return this;
    }

    /// A database of a PostgreSQL as a source.
    public Builder postgres(String name, PostgresServer postgres) {
      return source(
          name,
          Map.of(
              "connector.name", "postgresql",
              "connection-url", postgres.jdbcUrl(),
              "connection-user", postgres.user(),
              "connection-password", postgres.password()));
    }

    /// A folder of files as a source.
    public Builder files(String name, Path location) {
      return source(
          name,
          Map.of("connector.name", "files", "location", location.toAbsolutePath().toString()));
    }

    /// A line of `config.properties`. The ports are free ones unless set here.
    public Builder property(String key, String value) {
      properties.put(key, value);
      return this;
    }

    /// Starts the server and waits until it answers.
    public GatewayRunner start() throws ConfigException {
      if (!SLF4JBridgeHandler.isInstalled()) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
      }
      try {
        Path etc = Files.createTempDirectory("tributary-etc");
        write(etc.resolve("config.properties"), properties);
        Files.createDirectory(etc.resolve("sources"));
        for (Map.Entry<String, Map<String, String>> source : sources.entrySet()) {
          write(sourceFile(etc, source.getKey()), source.getValue());
        }
        return new GatewayRunner(etc, TributaryServer.start(ServerConfig.load(etc)));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  public int grpcPort() {
    return server.grpcPort();
  }

  public int httpPort() {
    return server.httpPort();
  }

  /// Where HTTP is, such as `http://127.0.0.1:4711/health`.
  public URI http(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(httpPort(), path));
  }

  /// For the JDBC driver of Flight SQL.
  public String jdbcUrl() {
    return "jdbc:arrow-flight-sql://127.0.0.1:%d/?useEncryption=false".formatted(grpcPort());
  }

  /// The gateway without a port between, for what is to be measured alone.
  public QueryService queries() {
    return server.queries();
  }

  public TributaryServer server() {
    return server;
  }

  /// Writes or replaces a source while the server runs.
  public void putSource(String name, Map<String, String> sourceProperties) {
    try {
      write(sourceFile(etc, name), sourceProperties);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    server.close();
    deleteTree(etc);
  }

  private static Path sourceFile(Path etc, String name) {
    return etc.resolve("sources").resolve(name + ".properties");
  }

  private static void write(Path file, Map<String, String> properties) throws IOException {
    var lines = new StringBuilder();
    properties.forEach((key, value) ->
        lines.append(key).append('=').append(value.replace("\\", "\\\\")).append('\n'));
    Files.writeString(file, lines, UTF_8);
  }

  private static void deleteTree(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure)
                throws IOException {
              Files.delete(visited);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// A server to develop with, on the usual ports: `sales` is a PostgreSQL with the business side
  /// of TPC-H, `lake` a folder of Parquet files with the rest. An argument sets the scale factor.
  public static void main(String[] arguments) throws Exception {
    double scaleFactor =
        Optional.of(arguments)
            .filter(given -> given.length > 0)
            .map(given -> given[0])
            .map(Double::parseDouble)
            .orElse(0.01);
    var business =
        List.of(
            TpchTable.REGION,
            TpchTable.NATION,
            TpchTable.SUPPLIER,
            TpchTable.CUSTOMER,
            TpchTable.ORDERS);
    var rest = List.of(TpchTable.PART, TpchTable.PARTSUPP, TpchTable.LINEITEM);
    Path lake = Files.createTempDirectory("tributary-lake");
    try (PostgresServer postgres = PostgresServer.start()) {
      var data = new TpchData(scaleFactor, log::info);
      try (Connection connection = postgres.connect()) {
        data.loadIntoPostgres(connection, "public", business);
      }
      data.writeParquet(Files.createDirectory(lake.resolve("tpch")), rest);
      try (GatewayRunner runner =
          builder()
              .postgres("sales", postgres)
              .files("lake", lake)
              .property("grpc.bind", "127.0.0.1:8815")
              .property("http.bind", "127.0.0.1:8000")
              .start()) {
        log.info("Serving on {} and {}", runner.grpcPort(), runner.httpPort());
        new CountDownLatch(1).await();
      }
    } finally {
      deleteTree(lake);
    }
  }
}
