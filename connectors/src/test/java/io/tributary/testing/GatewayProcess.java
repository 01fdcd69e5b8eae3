package io.tributary.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// A gateway in a process of its own, from the folder of libraries that the system property
/// `tributary.server` names. It knows one organisation, with one API key.
public final class GatewayProcess implements AutoCloseable {

  /// Whose the gateway's one API key is.
  public static final String ORGANIZATION = "acme";

  /// The gateway's one API key.
  public static final String TOKEN = "open-sesame";

  private final int port = ServerProcess.freePort();
  private final int httpPort = ServerProcess.freePort();
  private final Path home;
  private ServerProcess process;

  private GatewayProcess(Path home, String configuration, Map<String, String> sources)
      throws IOException {
    this.home = home;
    Files.writeString(
        home.resolve("config.properties"),
        """
        grpc.bind=127.0.0.1:%d
        http.bind=127.0.0.1:%d
        auth.api-keys-file=api-keys
        %s
        """
            .formatted(port, httpPort, configuration));
    Files.writeString(
        home.resolve("api-keys"), "trino:%s::%s\n".formatted(ORGANIZATION, sha256(TOKEN)));
    Files.createDirectories(home.resolve("sources"));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Files.writeString(sourceFile(source.getKey()), source.getValue());
    }
    process = start(home);
  }

  private static ServerProcess start(Path home) {
    return ServerProcess.launch(
        "The gateway",
        home,
        List.of(
            "-Xmx512m",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("tributary.server") + File.separator + "*",
            "io.tributary.server.Main",
            "serve",
            "--etc",
            home.toString()));
  }

  /// Begins to start one.
  ///
  /// @param folder for configuration and log
  /// @param sources file names without ending, and their text
  public static GatewayProcess launch(Path folder, Map<String, String> sources) throws IOException {
    return launch(folder, "", sources);
  }

  /// As the other, with more lines of configuration.
  public static GatewayProcess launch(
      Path folder, String configuration, Map<String, String> sources) throws IOException {
    return new GatewayProcess(Files.createDirectories(folder), configuration, sources);
  }

  /// A source's file for a PostgreSQL.
  public static String postgresSource(PostgresServer server, int port) {
    return """
    connector.name=postgresql
    connection-url=jdbc:postgresql://127.0.0.1:%d/postgres
    connection-user=%s
    connection-password=%s
    """
        .formatted(port, server.user(), server.password());
  }

  /// A file of Trino's for a catalog that is known by the gateway's one API key.
  ///
  /// @param address of a gateway, or what stands for it
  /// @param more properties
  public static String catalog(String address, String... more) {
    return """
    connector.name=tributary
    tributary.uri=%s
    tributary.token=%s
    %s
    """
        .formatted(address, TOKEN, String.join("\n", more));
  }

  /// Waits until it serves.
  public void awaitReady() throws InterruptedException {
    process.awaitReady(URI.create("http://127.0.0.1:%d/health".formatted(httpPort)), _ -> true);
  }

  /// Where Trino's plugin finds it.
  public String address() {
    return "grpc://127.0.0.1:" + port;
  }

  /// Where its HTTP interface is found.
  public URI httpAddress() {
    return URI.create("http://127.0.0.1:" + httpPort);
  }

  /// What it answers to a GET, as who has its API key.
  ///
  /// @param path beginning with `/`
  public String get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(httpAddress().resolve(path))
            .header("Authorization", "Bearer " + TOKEN)
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }

  /// Ends it at once, as a crash would.
  public void kill() throws InterruptedException {
    process.kill();
  }

  /// Begins to start it again after it was ended, where it was.
  public void restart() {
    process = start(home);
  }

  /// Adds a source while it runs, which it sees within seconds.
  public void addSource(String name, String text) throws IOException {
    Path hidden = Files.writeString(home.resolve("sources").resolve("." + name), text);
    Files.move(hidden, sourceFile(name));
  }

  /// Takes a source away while it runs, which it sees within seconds.
  public void removeSource(String name) throws IOException {
    Files.delete(sourceFile(name));
  }

  private Path sourceFile(String name) {
    return home.resolve("sources").resolve(name + ".properties");
  }

  @Override
  public void close() {
    process.close();
  }

  private static String sha256(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
