package io.tributary.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystemException;
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

/// A Trino server in a process of its own, with its connectors `tpch` and `memory`, and a spooling
/// manager that keeps segments in a folder.
///
/// The system property `trino.server` names the folder of the server's classes and class path,
/// `trino.version` its version. `tributary.plugin` names the folder of the plugin as it is shipped,
/// which the server then has too.
public final class TrinoProcess implements AutoCloseable {

  private static final String PLUGINS =
      """
      io.trino.plugin.tpch.TpchPlugin
      io.trino.plugin.memory.MemoryPlugin
      io.trino.testing.LocalSpoolingManager$LocalSpoolingPlugin
      """;

  /// What Trino lends to plugins: a plugin must not have its own.
  private static final List<String> LENT_BY_TRINO =
      List.of(
          "trino-spi-",
          "slice-",
          "jackson-annotations-",
          "opentelemetry-api-1",
          "opentelemetry-context-");

  private static final String USER = "test";

  private final int port;
  private final Path home;
  private final ServerProcess process;

  private TrinoProcess(
      Path home,
      int port,
      int coordinatorPort,
      String configuration,
      Map<String, String> environment)
      throws IOException {
    this.port = port;
    this.home = home;
    Path modules = Path.of(property("trino.server"));
    String classPath = Files.readString(modules.resolve("classpath.txt"));
    Path plugins = Files.createDirectories(home.resolve("plugin"));
    makePlugin(plugins.resolve("trino"), classPath);
    String shipped = System.getProperty("tributary.plugin");
    if (shipped != null) {
      try (Stream<Path> jars = Files.list(Path.of(shipped))) {
        linkAll(jars.toList(), plugins.resolve("tributary"));
      }
    }
    Files.writeString(
        home.resolve("config.properties"),
        configuration
            + """

            node.environment=test
            http-server.http.port=%d
            discovery.uri=http://127.0.0.1:%d
            plugin.dir=%s
            """
                .formatted(port, coordinatorPort, plugins));
    process =
        ServerProcess.launch(
            "Trino",
            home,
            List.of(
                "-Xmx1g",
                "-Dconfig=" + home.resolve("config.properties"),
                "-Djava.io.tmpdir=" + Files.createDirectories(SpooledSegments.parent(home)),
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                modules.resolve("classes") + File.pathSeparator + classPath,
                "io.tributary.trino.testserver.TrinoServer",
                property("trino.version")),
            environment);
  }

  /// Begins to start one.
  ///
  /// @param folder for configuration and log
  /// @param catalogs those beside `tpch`, or it in another way: file names without ending, and
  ///   their text
  public static TrinoProcess launch(Path folder, Map<String, String> catalogs) throws IOException {
    return launch(folder, ServerProcess.freePort(), catalogs);
  }

  /// As the other, on a port that others know already.
  public static TrinoProcess launch(Path folder, int port, Map<String, String> catalogs)
      throws IOException {
    return launch(folder, port, catalogs, "");
  }

  /// As the other, with more configuration.
  public static TrinoProcess launch(
      Path folder, int port, Map<String, String> catalogs, String configuration)
      throws IOException {
    return launch(
        folder,
        port,
        port,
        """
        coordinator=true
        node-scheduler.include-coordinator=true
        catalog.config-dir=%s
        %s
        """
            .formatted(writeCatalogs(folder, catalogs), configuration),
        Map.of());
  }

  /// Begins to start a node of a cluster.
  ///
  /// @param coordinatorPort its own, if it is the coordinator
  /// @param configuration what it is and where its catalogs are
  /// @param environment variables
  public static TrinoProcess launch(
      Path folder,
      int port,
      int coordinatorPort,
      String configuration,
      Map<String, String> environment)
      throws IOException {
    return new TrinoProcess(
        Files.createDirectories(folder), port, coordinatorPort, configuration, environment);
  }

  /// Writes catalogs, those beside `tpch` or it in another way.
  ///
  /// @return the folder that they are in
  public static Path writeCatalogs(Path folder, Map<String, String> catalogs) throws IOException {
    Path written = Files.createDirectories(folder.resolve("catalog"));
    Files.writeString(written.resolve("tpch.properties"), "connector.name=tpch\n");
    for (Map.Entry<String, String> catalog : catalogs.entrySet()) {
      Files.writeString(written.resolve(catalog.getKey() + ".properties"), catalog.getValue());
    }
    return written;
  }

  /// Waits until it serves.
  public void awaitReady() throws InterruptedException {
    process.awaitReady(address().resolve("/v1/info"), body -> body.contains("\"starting\":false"));
  }

  /// Where JDBC finds it.
  public String url() {
    return url(port);
  }

  /// Where JDBC finds the one on a port.
  public static String url(int port) {
    return "jdbc:trino://127.0.0.1:" + port;
  }

  /// Where HTTP finds it.
  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// All that it tells of a query, as its web interface shows it.
  public String detailsOf(String queryId) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(address().resolve("/v1/query/" + queryId))
              .header("X-Trino-User", USER)
              .build();
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }

  /// All that it wrote into its log.
  public String log() throws IOException {
    return Files.readString(home.resolve("log.txt"));
  }

  /// A connection by Trino's driver, which the caller has on its class path and closes.
  public Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", USER);
    return DriverManager.getConnection(url(), properties);
  }

  @Override
  public void close() {
    process.close();
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException("A Trino is only started where -D%s is set".formatted(name));
    }
    return value;
  }

  /// Trino's connectors are published as libraries: a folder with their class path makes a plugin.
  private static void makePlugin(Path plugin, String classPath) throws IOException {
    List<Path> jars = Stream.of(classPath.split(File.pathSeparator, -1)).map(Path::of).toList();
    linkAll(jars.stream().filter(jar -> !isLentByTrino(jar)).toList(), plugin);
    try (var services =
        new JarOutputStream(Files.newOutputStream(plugin.resolve("services.jar")))) {
      services.putNextEntry(new JarEntry("META-INF/services/io.trino.spi.Plugin"));
      services.write(PLUGINS.getBytes(UTF_8));
      services.closeEntry();
    }
  }

  private static boolean isLentByTrino(Path jar) {
    return LENT_BY_TRINO.stream().anyMatch(jar.getFileName().toString()::startsWith);
  }

  private static void linkAll(List<Path> files, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Path file : files) {
      link(file, folder.resolve(file.getFileName()));
    }
  }

  /// A copy where the two are on different disks.
  private static void link(Path file, Path link) throws IOException {
    try {
      Files.createLink(link, file);
    } catch (FileSystemException | UnsupportedOperationException _) {
      Files.copy(file, link);
    }
  }
}
