package io.tributary.server;

import com.linecorp.armeria.server.HttpService;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.tributary.gateway.endpoint.QueryMetrics;
import io.tributary.gateway.endpoint.flight.TicketSigner;
import io.tributary.gateway.endpoint.http.HealthRoute;
import io.tributary.gateway.endpoint.http.MetricsRoute;
import io.tributary.server.config.ConfigException;
import io.tributary.server.config.Secret;
import io.tributary.server.config.ServerConfig;
import io.tributary.server.identity.ApiKeys;
import io.tributary.server.identity.Authenticator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One process, wired as its configuration says: its roles and its two ports.
public final class TributaryServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TributaryServer.class);

  /// Closed in reverse.
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private final ServerMetrics metrics = new ServerMetrics();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ServerConfig config;
  private final Clock clock = Clock.systemUTC();
  private final String version = Version.current();
  private Optional<GatewayNode> gateway = Optional.empty();
  private int grpcPort;
  private int httpPort;
  private volatile boolean serving;

  private TributaryServer(ServerConfig config) {
    this.config = config;
    parts.push(threads);
  }

  /// Starts all that the configuration asks for, and returns when both ports answer.
  ///
  /// @throws ConfigException where a file that the configuration names is wrong
  /// @throws IOException where a port is taken
  public static TributaryServer start(ServerConfig config) throws ConfigException, IOException {
    var server = new TributaryServer(config);
    boolean started = false;
    try {
      server.open();
      started = true;
      return server;
    } finally {
      if (!started) {
        server.close();
      }
    }
  }

  private void open() throws ConfigException, IOException {
    Authenticator authenticator = authenticator(config.security().apiKeysFile());
    List<BindableService> services = new ArrayList<>();
    List<ServerServiceDefinition> flight = new ArrayList<>();
    Map<String, HttpService> routes = new HashMap<>();
    CatalogNode catalog =
        opened(
            new CatalogNode(config.catalog().sourcesDirectory(), System.getenv(), threads, clock));
    services.addAll(catalog.catalog().publicServices());
    if (config.node().role().runsGateway()) {
      GatewayNode node = opened(gatewayNode(catalog));
      metrics.observe(node);
      gateway = Optional.of(node);
      services.add(node.grpc());
      flight.add(node.flight());
      routes.put("/api/v1/query", node.http());
    }
    routes.put("/metrics", new MetricsRoute(metrics.registry()));
    openPorts(authenticator, services, flight, routes);
  }

  private GatewayNode gatewayNode(CatalogNode catalog) throws ConfigException {
    return new GatewayNode(
        config,
        ticketSigner(),
        new GatewayNode.Surroundings(
            catalog.channel(), new QueryMetrics(metrics.registry()), threads, clock, version));
  }

  private void openPorts(
      Authenticator authenticator,
      List<BindableService> services,
      List<ServerServiceDefinition> flight,
      Map<String, HttpService> routes)
      throws IOException {
    List<ServerServiceDefinition> grpcServices = new ArrayList<>(flight);
    services.forEach(service -> grpcServices.add(service.bindService()));
    var grpc =
        opened(
            new GrpcPort(
                config.listeners().grpc(),
                config.security().tls(),
                authenticator,
                threads,
                grpcServices));
    var open =
        Map.<String, HttpService>of("/health", new HealthRoute(version, () -> serving, clock));
    var http =
        opened(
            new HttpPort(
                config.listeners().http(),
                config.security().tls(),
                authenticator,
                new HttpPort.Routes(open, routes),
                services));
    // Closed first: what runs must end before the ports wait for it.
    parts.push(() -> {
      serving = false;
      grpc.stopAccepting();
      gateway.ifPresent(node -> node.queries().close());
    });
    grpcPort = grpc.port();
    httpPort = http.port();
    gateway.ifPresent(node -> threads.execute(node.queries()::warmUp));
    grpc.setServing();
    serving = true;
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  private static Authenticator authenticator(Optional<Path> apiKeysFile) throws ConfigException {
    return apiKeysFile.isPresent()
        ? Authenticator.withKeys(ApiKeys.load(apiKeysFile.get()))
        : Authenticator.trustingHeaders();
  }

  private TicketSigner ticketSigner() throws ConfigException {
    Optional<Secret> key = config.security().ticketKey();
    if (key.isEmpty()) {
      return TicketSigner.withRandomKey(clock);
    }
    byte[] bytes = key.get().value().getBytes(StandardCharsets.UTF_8);
    if (bytes.length < TicketSigner.KEY_BYTES) {
      throw new ConfigException(
          "flight.ticket-key",
          List.of(
              "it has %d characters, but must have at least %d random ones, for instance of: openssl rand -base64 32"
                  .formatted(bytes.length, TicketSigner.KEY_BYTES)));
    }
    return new TicketSigner(bytes, clock);
  }

  /// The port that gRPC and Flight SQL are on.
  public int grpcPort() {
    return grpcPort;
  }

  /// The port that HTTP is on.
  public int httpPort() {
    return httpPort;
  }

  /// Bytes of all Arrow batches that are held now.
  public long allocatedBytes() {
    return gateway.map(GatewayNode::allocatedBytes).orElse(0L);
  }

  /// Queries that run now.
  public int runningQueries() {
    return gateway.map(node -> node.queries().runningQueries()).orElse(0);
  }

  /// Takes nothing new, cancels what runs, and gives everything back.
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception failure) {
        if (failure instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        log.warn("A part of the server did not close cleanly", failure);
      }
    }
  }
}
