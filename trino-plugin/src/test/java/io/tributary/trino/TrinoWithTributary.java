package io.tributary.trino;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.tributary.testing.GatewayProcess;
import io.tributary.testing.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/// A Trino server with the plugin as it is shipped, and the gateway that it reads from, each in a
/// process of its own.
final class TrinoWithTributary implements AutoCloseable {

  private static final String TPCH_PLUGIN = "io.trino.plugin.tpch.TpchPlugin";

  /// What Trino lends to plugins: a plugin must not have its own.
  private static final List<String> LENT_BY_TRINO =
      List.of(
          "trino-spi-",
          "slice-",
          "jackson-annotations-",
          "opentelemetry-api-1",
          "opentelemetry-context-");

  private final Path folder;
  private final int trinoPort = ServerProcess.freePort();
  private final GatewayProcess gateway;
  private final ServerProcess trino;

  private TrinoWithTributary(Path folder, Map<String, String> sources, Map<String, String> catalogs)
      throws IOException {
    this.folder = folder;
    this.gateway = GatewayProcess.launch(folder.resolve("gateway"), sources);
    this.trino = launchTrino(catalogs);
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
      servers.trino.awaitReady(
          URI.create("http://127.0.0.1:%d/v1/info".formatted(servers.trinoPort)),
          body -> body.contains("\"starting\":false"));
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
    Properties properties = new Properties();
    properties.setProperty("user", "test");
    return DriverManager.getConnection(
        "jdbc:trino://127.0.0.1:%d".formatted(trinoPort), properties);
  }

  void killGateway() throws InterruptedException {
    gateway.kill();
  }

  @Override
  public void close() {
    trino.close();
    gateway.close();
  }

  private ServerProcess launchTrino(Map<String, String> catalogs) throws IOException {
    Path home = Files.createDirectories(folder.resolve("trino"));
    Path modules = Path.of(System.getProperty("trino.server"));
    String classPath = Files.readString(modules.resolve("classpath.txt"));
    Path plugins = Files.createDirectories(home.resolve("plugin"));
    makeTpchPlugin(plugins.resolve("tpch"), classPath);
    Path shipped = Path.of(System.getProperty("tributary.plugin"));
    try (Stream<Path> jars = Files.list(shipped)) {
      copyAll(jars.toList(), plugins.resolve("tributary"));
    }
    Path catalogFolder = Files.createDirectories(home.resolve("catalog"));
    Files.writeString(catalogFolder.resolve("tpch.properties"), "connector.name=tpch\n");
    writeAll(catalogFolder, catalogs);
    Files.writeString(
        home.resolve("config.properties"),
        """
        coordinator=true
        node-scheduler.include-coordinator=true
        node.environment=test
        http-server.http.port=%1$d
        discovery.uri=http://127.0.0.1:%1$d
        plugin.dir=%2$s
        catalog.config-dir=%3$s
        """
            .formatted(trinoPort, plugins, catalogFolder));
    return ServerProcess.launch(
        "Trino",
        home,
        List.of(
            "-Xmx1g",
            "-Dconfig=" + home.resolve("config.properties"),
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-modules=jdk.incubator.vector",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            modules.resolve("classes") + File.pathSeparator + classPath,
            "io.tributary.trino.testserver.TrinoServer",
            System.getProperty("trino.version")));
  }

  /// The TPC-H connector is published as a library: a folder with its class path makes it a plugin.
  private static void makeTpchPlugin(Path plugin, String classPath) throws IOException {
    List<Path> jars = Stream.of(classPath.split(File.pathSeparator, -1)).map(Path::of).toList();
    copyAll(jars.stream().filter(jar -> !isLentByTrino(jar)).toList(), plugin);
    try (var services =
        new JarOutputStream(Files.newOutputStream(plugin.resolve("services.jar")))) {
      services.putNextEntry(new JarEntry("META-INF/services/io.trino.spi.Plugin"));
      services.write(TPCH_PLUGIN.getBytes(UTF_8));
      services.closeEntry();
    }
  }

  private static boolean isLentByTrino(Path jar) {
    return LENT_BY_TRINO.stream().anyMatch(jar.getFileName().toString()::startsWith);
  }

  private static void copyAll(List<Path> files, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Path file : files) {
      Files.copy(file, folder.resolve(file.getFileName()));
    }
  }

  private void writeAll(Path target, Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      String text =
          file.getValue()
              .lines()
              .map(line -> line.replace("{gateway}", gatewayAddress()))
              .collect(joining("\n"));
      Files.writeString(target.resolve(file.getKey() + ".properties"), text);
    }
  }
}
