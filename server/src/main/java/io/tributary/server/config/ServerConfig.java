package io.tributary.server.config;

import com.google.common.net.HostAndPort;
import io.tributary.gateway.execution.MemoryLimits;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/// All of `etc/config.properties`, valid as a whole.
public record ServerConfig(
    Node node,
    Listeners listeners,
    Security security,
    Query query,
    Flight flight,
    Reduction reduction,
    Memory memory,
    Optional<Trino> trino,
    Catalog catalog) {

  /// A query may take this part of the memory of all, because few need theirs at the same time.
  private static final int QUERY_SHARE = 4;

  /// What this process is.
  public enum Role {
    /// Gateway and catalog in one process.
    ALL,
    /// Queries; the catalog is elsewhere.
    GATEWAY,
    /// The catalog alone.
    CATALOG;

    public boolean runsGateway() {
      return this != CATALOG;
    }

    public boolean runsCatalog() {
      return this != GATEWAY;
    }
  }

  /// `node.*`
  public record Node(Role role) {}

  /// `grpc.bind` and `http.bind`; port 0 takes a free one.
  public record Listeners(HostAndPort grpc, HostAndPort http) {}

  /// `tls.*`, `auth.*`, `cluster.secret` and `flight.ticket-key`.
  ///
  /// @param clusterSecret by which gateways and catalogs of different processes know each other
  /// @param ticketKey signs tickets; random for each process where empty
  public record Security(
      Optional<Tls> tls,
      Optional<Path> apiKeysFile,
      Optional<Secret> clusterSecret,
      Optional<Secret> ticketKey) {}

  /// A certificate chain and its private key, both PEM.
  public record Tls(Path certificate, Path privateKey) {}

  /// `query.*`
  ///
  /// @param maxMemory of the DuckDB of one query at most, beyond which it spills to disk, and of
  ///   its batches
  /// @param planCacheSize of plans that are kept for the next time
  /// @param resultCacheSize of results that are kept for requests that take them
  /// @param resultCacheMaxAge of results whose sources do not tell whether their rows have changed
  /// @param maxResultRowsHttp rows of one JSON document
  /// @param maxResultSizeHttp bytes of one JSON document
  public record Query(
      Duration timeout,
      int maxConcurrent,
      int maxConcurrentPerOrganisation,
      DataSize maxMemory,
      DataSize planCacheSize,
      DataSize resultCacheSize,
      Duration resultCacheMaxAge,
      int maxResultRowsHttp,
      DataSize maxResultSizeHttp) {

    /// What plans and results that are kept may take together.
    public long keptBytes() {
      return planCacheSize.bytes() + resultCacheSize.bytes();
    }
  }

  /// `flight.*`, the key of its tickets aside.
  ///
  /// @param partsWait how long a result that is read in parts waits while nobody reads
  public record Flight(Duration partsWait) {}

  /// `reduction.*`: how many keys may go from one source to another, so that less comes back.
  ///
  /// @param maxListedKeys as a list, which is always passed
  /// @param maxKeys of more, only the range is passed
  /// @param maxPercent of a column's distinct values, beyond which more than a list is not passed
  public record Reduction(int maxListedKeys, int maxKeys, int maxPercent) {}

  /// `memory.*`
  ///
  /// @param limit of all queries together, what is kept for the next ones included
  /// @param spillDirectory where DuckDB puts what does not fit
  public record Memory(DataSize limit, Path spillDirectory) {}

  /// `trino.*`: the cluster that runs what is too large for this machine.
  ///
  /// @param source of connector `trino` that shows all catalogs
  /// @param catalogs by source, where they have other names
  /// @param threshold of bytes that sources would send here
  public record Trino(String source, Map<String, String> catalogs, DataSize threshold) {}

  /// `sources.directory`, and where the catalog is when it is not in this process.
  public record Catalog(
      Path sourcesDirectory, Optional<HostAndPort> address, Optional<Path> trustedCertificates) {}

  /// Reads `config.properties` of a folder; a missing file means defaults.
  ///
  /// @throws ConfigException naming everything that is wrong
  public static ServerConfig load(Path etc) throws ConfigException {
    Path file = etc.resolve("config.properties");
    var properties = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException failure) {
        throw new ConfigException(
            file.toString(), List.of("the file cannot be read: " + failure.getMessage()));
      }
    }
    Map<String, String> values =
        properties.stringPropertyNames().stream()
            .collect(Collectors.toMap(key -> key, properties::getProperty));
    return parse(values, System.getenv(), etc, file.toString());
  }

  /// @param folder what relative paths start from
  /// @param where for messages
  public static ServerConfig parse(
      Map<String, String> properties, Map<String, String> environment, Path folder, String where)
      throws ConfigException {
    var reader = new PropertyReader(properties, environment, folder);
    Memory memory = memory(reader);
    var config =
        new ServerConfig(
            new Node(reader.choice("node.role", Role.class).orElse(Role.ALL)),
            listeners(reader),
            security(reader),
            query(reader, memory),
            new Flight(reader.duration("flight.parts-wait").orElse(Duration.ofMinutes(1))),
            reduction(reader),
            memory,
            trino(reader, memory),
            catalog(reader, folder));
    List<String> problems = new ArrayList<>(reader.problems());
    problems.addAll(config.contradictions());
    if (!problems.isEmpty()) {
      throw new ConfigException(where, problems);
    }
    return config;
  }

  private static Listeners listeners(PropertyReader reader) {
    return new Listeners(
        reader.address("grpc.bind").orElse(HostAndPort.fromParts("127.0.0.1", 8815)),
        reader.address("http.bind").orElse(HostAndPort.fromParts("127.0.0.1", 8000)));
  }

  private static Security security(PropertyReader reader) {
    Optional<Path> certificate = reader.path("tls.certificate");
    Optional<Path> privateKey = reader.path("tls.private-key");
    if (certificate.isPresent() != privateKey.isPresent()) {
      reader.problem("tls.certificate and tls.private-key must be set together");
    }
    return new Security(
        certificate.flatMap(chain -> privateKey.map(key -> new Tls(chain, key))),
        reader.path("auth.api-keys-file"),
        reader.secret("cluster.secret"),
        reader.secret("flight.ticket-key"));
  }

  private static Query query(PropertyReader reader, Memory memory) {
    int maxConcurrent = reader.positive("query.max-concurrent").orElse(16);
    return new Query(
        reader.duration("query.timeout").orElse(Duration.ofMinutes(10)),
        maxConcurrent,
        reader.positive("query.max-concurrent-per-organisation").orElse(maxConcurrent),
        reader.size("query.max-memory").orElse(new DataSize(memory.limit().bytes() / QUERY_SHARE)),
        reader.size("query.plan-cache-size").orElse(DataSize.megabytes(32)),
        reader.size("query.result-cache-size").orElse(DataSize.megabytes(128)),
        reader.duration("query.result-cache-max-age").orElse(Duration.ofMinutes(10)),
        reader.positive("query.max-result-rows-http").orElse(10_000),
        reader.size("query.max-result-size-http").orElse(DataSize.megabytes(64)));
  }

  private static Reduction reduction(PropertyReader reader) {
    return new Reduction(
        reader.positive("reduction.max-listed-keys").orElse(1_000),
        reader.positive("reduction.max-keys").orElse(50_000),
        reader.positive("reduction.max-percent").orElse(80));
  }

  private static Memory memory(PropertyReader reader) {
    return new Memory(
        reader.size("memory.limit").orElse(MachineMemory.defaultLimit()),
        reader
            .path("memory.spill-directory")
            .orElse(Path.of(System.getProperty("java.io.tmpdir"), "tributary-spill")));
  }

  private static Optional<Trino> trino(PropertyReader reader, Memory memory) {
    Optional<String> source = reader.text("trino.source");
    Map<String, String> catalogs = reader.pairs("trino.catalogs");
    Optional<DataSize> threshold = reader.size("trino.threshold");
    if (source.isEmpty() && (!catalogs.isEmpty() || threshold.isPresent())) {
      reader.problem("trino.source is missing: trino.catalogs and trino.threshold are about it");
    }
    return source.map(name -> new Trino(name, catalogs, threshold.orElse(memory.limit())));
  }

  private static Catalog catalog(PropertyReader reader, Path folder) {
    return new Catalog(
        reader.path("sources.directory").orElse(folder.resolve("sources")),
        reader.address("catalog.address"),
        reader.path("catalog.trusted-certificates"));
  }

  private List<String> contradictions() {
    List<String> problems = new ArrayList<>();
    addUnsafeBind(problems, "grpc.bind", listeners.grpc());
    addUnsafeBind(problems, "http.bind", listeners.http());
    if (node.role() != Role.ALL && security.clusterSecret().isEmpty()) {
      problems.add(
          "cluster.secret is missing: gateway and catalog in different processes know each other by"
              + " it");
    }
    if (node.role() == Role.GATEWAY && catalog.address().isEmpty()) {
      problems.add(
          "catalog.address is missing: node.role=gateway needs to know where the catalog is");
    }
    long forQueries = memory.limit().bytes() - query.keptBytes();
    if (forQueries < MemoryLimits.LEAST_BYTES) {
      problems.add(
          "memory.limit is %s, of which query.plan-cache-size (%s) and query.result-cache-size (%s)"
                  .formatted(memory.limit(), query.planCacheSize(), query.resultCacheSize())
              + " are taken: %s must be left for queries at least"
                  .formatted(new DataSize(MemoryLimits.LEAST_BYTES)));
    }
    return problems;
  }

  private void addUnsafeBind(List<String> problems, String key, HostAndPort bind) {
    List<String> missing = new ArrayList<>();
    if (security.tls().isEmpty()) {
      missing.add("TLS (tls.certificate and tls.private-key)");
    }
    if (security.apiKeysFile().isEmpty()) {
      missing.add("API keys (auth.api-keys-file; make one with: tributary hash-key)");
    }
    if (!missing.isEmpty() && !isLoopback(bind)) {
      problems.add(
          "%s is %s, which other machines can reach: set %s, or bind to 127.0.0.1"
              .formatted(key, bind, String.join(" and ", missing)));
    }
  }

  /// Whether only this machine can reach an address.
  public static boolean isLoopback(HostAndPort bind) {
    try {
      return InetAddress.getByName(bind.getHost()).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }
}
