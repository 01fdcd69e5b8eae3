package io.tributary.server;

import com.linecorp.armeria.server.HttpService;
import io.grpc.BindableService;
import io.grpc.Channel;
import io.grpc.ServerServiceDefinition;
import io.tributary.gateway.endpoint.QueryMetrics;
import io.tributary.gateway.endpoint.flight.TicketSigner;
import io.tributary.gateway.endpoint.http.HealthRoute;
import io.tributary.gateway.endpoint.http.MetricsRoute;
import io.tributary.gateway.query.QueryService;
import io.tributary.server.config.ConfigException;
import io.tributary.server.config.Secret;
import io.tributary.server.config.ServerConfig;
import io.tributary.server.identity.ApiKeys;
import io.tributary.server.identity.Authenticator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One process, wired as its configuration says: its roles and its two ports.
public final class TributaryServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TributaryServer.class);

  /// How long tasks may take to notice that the server stops.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

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
    parts.push(this::closeThreads);
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

  /// What the roles offer, before it is bound to ports.
  ///
  /// @param services on both ports, over HTTP as REST
  /// @param grpcOnly on the gRPC port alone
  private record Offer(
      List<BindableService> services,
      List<ServerServiceDefinition> grpcOnly,
      Map<String, HttpService> routes) {}

  private void open() throws ConfigException, IOException {
    Authenticator authenticator = authenticator();
    var offer = new Offer(new ArrayList<>(), new ArrayList<>(), new HashMap<>());
    Channel catalog = config.node().role().runsCatalog() ? openCatalog(offer) : remoteCatalog();
    if (config.node().role().runsGateway()) {
      openGateway(catalog, offer);
    }
    offer.routes().put("/metrics", new MetricsRoute(metrics.registry()));
    openPorts(authenticator, offer);
  }

  private Channel openCatalog(Offer offer) throws IOException {
    CatalogNode node =
        opened(
            new CatalogNode(config.catalog().sourcesDirectory(), System.getenv(), threads, clock));
    offer.services().addAll(node.catalog().publicServices());
    if (!config.node().role().runsGateway()) {
      node.catalog()
          .internalServices()
          .forEach(service -> offer.grpcOnly().add(service.bindService()));
    }
    return node.channel();
  }

  private Channel remoteCatalog() throws IOException {
    return opened(
            new RemoteCatalog(
                config.catalog().address().orElseThrow(),
                config.security().clusterSecret().orElseThrow(),
                config.catalog().trustedCertificates()))
        .channel();
  }

  private void openGateway(Channel catalog, Offer offer) throws ConfigException {
    var surroundings =
        new GatewayNode.Surroundings(
            catalog, new QueryMetrics(metrics.registry()), threads, clock, version);
    GatewayNode node = opened(new GatewayNode(config, ticketSigner(), surroundings));
    metrics.observe(node);
    gateway = Optional.of(node);
    offer.services().add(node.grpc());
    offer.grpcOnly().add(node.flight());
    offer.routes().put("/api/v1/query", node.http());
    offer.routes().put("/api/v1/explain", node.explain());
  }

  private void openPorts(Authenticator authenticator, Offer offer) throws IOException {
    List<ServerServiceDefinition> grpcServices = new ArrayList<>(offer.grpcOnly());
    offer.services().forEach(service -> grpcServices.add(service.bindService()));
    var grpc =
        opened(
            new GrpcPort(
                config.listeners().grpc(),
                config.security().tls(),
                authenticator,
                threads,
                grpcServices));
    var health = new HealthRoute(version, () -> serving, clock);
    var http =
        opened(
            new HttpPort(
                config.listeners().http(),
                config.security().tls(),
                authenticator,
                new HttpPort.Routes(Map.of("/health", health), offer.routes()),
                offer.services(),
                metrics.registry()));
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

  private void closeThreads() throws InterruptedException {
    threads.shutdown();
    if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      threads.shutdownNow();
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  private Authenticator authenticator() throws ConfigException {
    Optional<Path> keys = config.security().apiKeysFile();
    Authenticator authenticator =
        keys.isPresent()
            ? Authenticator.withKeys(ApiKeys.load(keys.get()))
            : Authenticator.trustingHeaders();
    return config
        .security()
        .clusterSecret()
        .map(authenticator::withClusterSecret)
        .orElse(authenticator);
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

  /// Answers queries without a port between; only where the gateway is in this process.
  QueryService queries() {
    return gateway.orElseThrow().queries();
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
