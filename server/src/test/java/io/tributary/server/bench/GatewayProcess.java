package io.tributary.server.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.server.Main;
import io.tributary.testing.Eventually;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A gateway as it is served, in a process of its own with the options of this one, over one
/// source.
final class GatewayProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final String RESIDENT = "VmRSS:";

  private final Process process;
  private final Path status;
  private final int grpcPort;

  private GatewayProcess(Process process, int grpcPort) {
    this.process = process;
    this.status = Path.of("/proc/%d/status".formatted(process.pid()));
    this.grpcPort = grpcPort;
  }

  /// Starts it and waits until it answers.
  ///
  /// @param etc takes its configuration and its log
  /// @param properties the source's, as its file has them
  static GatewayProcess start(Path etc, String source, Map<String, String> properties)
      throws Exception {
    int grpcPort = freePort();
    int httpPort = freePort();
    Files.createDirectories(etc.resolve("sources"));
    Files.writeString(
        etc.resolve("config.properties"),
        "grpc.bind=127.0.0.1:%d%nhttp.bind=127.0.0.1:%d%n".formatted(grpcPort, httpPort));
    Files.write(
        etc.resolve("sources").resolve(source + ".properties"),
        properties.entrySet().stream()
            .map(property -> property.getKey() + "=" + property.getValue())
            .toList());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "serve",
            "--etc",
            etc.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(etc.resolve("log").toFile())
            .start();
    var gateway = new GatewayProcess(process, grpcPort);
    boolean answers = false;
    try {
      gateway.awaitHealth(httpPort);
      answers = true;
      return gateway;
    } finally {
      if (!answers) {
        gateway.close();
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitHealth(int httpPort) throws Exception {
    var health = URI.create("http://127.0.0.1:%d/health".formatted(httpPort));
    try (HttpClient client = HttpClient.newHttpClient()) {
      Eventually.holds(
          "the gateway answers",
          START,
          () -> {
            if (!process.isAlive()) {
              throw new IllegalStateException(
                  "the gateway ended with exit code " + process.exitValue());
            }
            try {
              return client
                      .send(
                          HttpRequest.newBuilder(health).build(),
                          HttpResponse.BodyHandlers.discarding())
                      .statusCode()
                  == 200;
            } catch (IOException _) {
              return false;
            }
          });
    }
  }

  int grpcPort() {
    return grpcPort;
  }

  /// What it has in memory now, as Linux counts.
  double residentMebibytes() throws IOException {
    String line =
        Files.readAllLines(status, UTF_8).stream()
            .filter(found -> found.startsWith(RESIDENT))
            .findFirst()
            .orElseThrow(() -> new IOException("%s has no line %s".formatted(status, RESIDENT)));
    return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
