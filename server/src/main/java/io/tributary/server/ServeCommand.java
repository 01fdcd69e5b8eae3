package io.tributary.server;

import io.tributary.server.config.ConfigException;
import io.tributary.server.config.ServerConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Serves until it is told to stop.
@Command(
    name = "serve",
    description = "Starts the gateway and the catalog, and serves until Ctrl-C or SIGTERM.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

  @Option(
      names = "--etc",
      paramLabel = "FOLDER",
      description = "Holds config.properties and sources/ (default ${DEFAULT-VALUE}).")
  private Path etc = Path.of("etc");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    PrintWriter err = spec.commandLine().getErr();
    try {
      ServerConfig config = ServerConfig.load(etc.toAbsolutePath());
      serve(config, TributaryServer.start(config));
      return 0;
    } catch (ConfigException problems) {
      err.println("Tributary does not start, because of " + problems.getMessage());
      return 2;
    } catch (IOException failure) {
      err.println("Tributary does not start: " + failure.getMessage());
      return 1;
    }
  }

  private static void serve(ServerConfig config, TributaryServer server)
      throws InterruptedException {
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(() -> {
                  log.info("Stopping");
                  server.close();
                  log.info("Stopped");
                  stopped.countDown();
                }));
    log.info(
        "Tributary {} serves gRPC and Flight SQL on {}:{} and HTTP on {}://{}:{}",
        Version.current(),
        config.listeners().grpc().getHost(),
        server.grpcPort(),
        config.security().tls().isPresent() ? "https" : "http",
        config.listeners().http().getHost(),
        server.httpPort());
    stopped.await();
  }
}
