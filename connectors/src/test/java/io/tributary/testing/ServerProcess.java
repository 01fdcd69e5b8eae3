package io.tributary.testing;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// A Java server in a process of its own, with its folder for configuration and log.
public final class ServerProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final int LOG_LINES_TOLD = 60;

  private final String name;
  private final Process process;
  private final Path log;

  private ServerProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /// Starts `java` with some options, main class and arguments.
  public static ServerProcess launch(String name, Path folder, List<String> javaArguments) {
    return launch(name, folder, javaArguments, Map.of());
  }

  /// The same with variables of its environment.
  public static ServerProcess launch(
      String name, Path folder, List<String> javaArguments, Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As quick to start as this one, or as fast in the long run.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.matches("-XX:(\\+Use\\w+GC|TieredStopAtLevel=.*)"))
        .forEach(command::add);
    command.addAll(javaArguments);
    Path log = folder.resolve("log.txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      return new ServerProcess(name, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A port that was free a moment ago.
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until an address answers with 200 and what is wanted.
  public void awaitReady(URI address, Predicate<String> ready) throws InterruptedException {
    Instant end = Instant.now().plus(START_LIMIT);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
      while (!answers(client, request, ready)) {
        if (process.waitFor(200, MILLISECONDS) || Instant.now().isAfter(end)) {
          throw new IllegalStateException(name + " does not start:\n" + lastLines());
        }
      }
    }
  }

  /// Stops the server as an operator does, and waits until it is gone.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(name + " does not stop when asked to:\n" + lastLines());
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /// Ends the server at once, as a crash would.
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private static boolean answers(HttpClient client, HttpRequest request, Predicate<String> ready)
      throws InterruptedException {
    try {
      var response = client.send(request, BodyHandlers.ofString());
      return response.statusCode() == 200 && ready.test(response.body());
    } catch (IOException _) {
      return false;
    }
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_TOLD), lines.size()));
    } catch (IOException e) {
      return "no log: " + e.getMessage();
    }
  }
}
