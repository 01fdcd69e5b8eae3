package io.tributary.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.HostAndPort;
import io.tributary.server.config.ServerConfig.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerConfigTest {
  private static final Path ETC = Path.of("/etc/tributary");

  @Test
  void everythingHasADefault() throws ConfigException {
    ServerConfig config = parse(Map.of());
    assertThat(config.node().role()).isEqualTo(Role.ALL);
    assertThat(config.listeners().grpc()).isEqualTo(HostAndPort.fromParts("127.0.0.1", 8815));
    assertThat(config.listeners().http()).isEqualTo(HostAndPort.fromParts("127.0.0.1", 8000));
    assertThat(config.security().tls()).isEmpty();
    assertThat(config.security().apiKeysFile()).isEmpty();
    assertThat(config.security().clusterSecret()).isEmpty();
    assertThat(config.security().ticketKey()).isEmpty();
    assertThat(config.query().timeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.query().maxConcurrent()).isEqualTo(16);
    assertThat(config.query().maxConcurrentPerOrganisation()).isEqualTo(16);
    assertThat(config.query().maxResultRowsHttp()).isEqualTo(10_000);
    assertThat(config.query().maxResultSizeHttp()).isEqualTo(DataSize.megabytes(64));
    assertThat(config.query().maxMemory().bytes()).isEqualTo(config.memory().limit().bytes() / 4);
    assertThat(config.query().planCacheSize()).isEqualTo(DataSize.megabytes(32));
    assertThat(config.query().resultCacheSize()).isEqualTo(DataSize.megabytes(128));
    assertThat(config.query().resultCacheMaxAge()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.flight().partsWait()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.reduction()).isEqualTo(new ServerConfig.Reduction(1_000, 50_000, 80));
    assertThat(config.catalog().sourcesDirectory()).isEqualTo(ETC.resolve("sources"));
    assertThat(config.catalog().address()).isEmpty();
  }

  @Test
  void everyKeyIsRead() throws ConfigException {
    ServerConfig config =
        parse(
            Map.ofEntries(
                Map.entry("node.role", "gateway"),
                Map.entry("grpc.bind", "0.0.0.0:9000"),
                Map.entry("http.bind", "[::1]:9001"),
                Map.entry("tls.certificate", "chain.pem"),
                Map.entry("tls.private-key", "/secure/key.pem"),
                Map.entry("auth.api-keys-file", "api-keys"),
                Map.entry("cluster.secret", "between us"),
                Map.entry("flight.ticket-key", "signs tickets"),
                Map.entry("flight.parts-wait", "5s"),
                Map.entry("query.timeout", "90s"),
                Map.entry("query.max-concurrent", "3"),
                Map.entry("query.max-concurrent-per-organisation", "2"),
                Map.entry("query.max-memory", "512MB"),
                Map.entry("query.plan-cache-size", "8MB"),
                Map.entry("query.result-cache-size", "64MB"),
                Map.entry("query.result-cache-max-age", "90s"),
                Map.entry("query.max-result-rows-http", "50"),
                Map.entry("query.max-result-size-http", "1MB"),
                Map.entry("reduction.max-listed-keys", "10"),
                Map.entry("reduction.max-keys", "100"),
                Map.entry("reduction.max-percent", "50"),
                Map.entry("memory.limit", "2GB"),
                Map.entry("memory.spill-directory", "/spill"),
                Map.entry("sources.directory", "my-sources"),
                Map.entry("catalog.address", "catalog:8815"),
                Map.entry("catalog.trusted-certificates", "ca.pem")));
    assertThat(config.node().role()).isEqualTo(Role.GATEWAY);
    assertThat(config.listeners().grpc()).isEqualTo(HostAndPort.fromParts("0.0.0.0", 9000));
    assertThat(config.listeners().http().getPort()).isEqualTo(9001);
    assertThat(config.security().tls())
        .contains(new ServerConfig.Tls(ETC.resolve("chain.pem"), Path.of("/secure/key.pem")));
    assertThat(config.security().apiKeysFile()).contains(ETC.resolve("api-keys"));
    assertThat(config.security().clusterSecret()).contains(new Secret("between us"));
    assertThat(config.security().ticketKey()).contains(new Secret("signs tickets"));
    assertThat(config.query())
        .isEqualTo(
            new ServerConfig.Query(
                Duration.ofSeconds(90),
                3,
                2,
                DataSize.megabytes(512),
                DataSize.megabytes(8),
                DataSize.megabytes(64),
                Duration.ofSeconds(90),
                50,
                DataSize.megabytes(1)));
    assertThat(config.flight().partsWait()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.reduction()).isEqualTo(new ServerConfig.Reduction(10, 100, 50));
    assertThat(config.memory())
        .isEqualTo(new ServerConfig.Memory(DataSize.megabytes(2048), Path.of("/spill")));
    assertThat(config.catalog().sourcesDirectory()).isEqualTo(ETC.resolve("my-sources"));
    assertThat(config.catalog().address()).contains(HostAndPort.fromParts("catalog", 8815));
    assertThat(config.catalog().trustedCertificates()).contains(ETC.resolve("ca.pem"));
  }

  @Test
  void allProblemsAreToldTogether() {
    assertThatThrownBy(() ->
            parse(
                Map.of(
                    "grpc.bind", "8815",
                    "query.timeout", "10",
                    "memory.limit", "2",
                    "query.max-concurrent", "none")))
        .isInstanceOfSatisfying(
            ConfigException.class,
            failure ->
                assertThat(failure.problems())
                    .containsExactlyInAnyOrder(
                        "grpc.bind is 8815, but must be an address with a port, such as"
                            + " 127.0.0.1:8815",
                        "query.timeout is 10, but must be a positive duration with its unit (ms, s,"
                            + " m, h, d), such as 10m",
                        "memory.limit is 2, but must be a size with its unit (B, kB, MB, GB, TB),"
                            + " such as 2GB",
                        "query.max-concurrent is none, but must be a whole number above 0"));
  }

  @Test
  void cachesLeaveMemoryForQueries() {
    assertThatThrownBy(
            () -> parse(Map.of("memory.limit", "160MB", "query.result-cache-size", "100MB")))
        .hasMessageContaining(
            "memory.limit is 160MB, of which query.plan-cache-size (32MB) and"
                + " query.result-cache-size (100MB) are taken: 72MB must be left for queries at"
                + " least");
  }

  @Test
  void anUnknownKeyFailsAndNamesTheNearest() {
    assertThatThrownBy(() -> parse(Map.of("query.timeot", "10m")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "query.timeot is no key of this configuration; the nearest is query.timeout");
  }

  @Test
  void aRoleIsOneOfThree() {
    assertThatThrownBy(() -> parse(Map.of("node.role", "worker")))
        .hasMessageContaining("node.role is worker, but must be one of all, gateway, catalog");
  }

  @Test
  void bindingBeyondLoopbackNeedsTlsAndKeys() {
    assertThatThrownBy(() -> parse(Map.of("grpc.bind", "0.0.0.0:8815")))
        .hasMessageContaining("grpc.bind is 0.0.0.0:8815, which other machines can reach")
        .hasMessageContaining("tls.certificate and tls.private-key")
        .hasMessageContaining("auth.api-keys-file")
        .hasMessageContaining("or bind to 127.0.0.1");
  }

  @Test
  void tlsAloneIsNotEnoughBeyondLoopback() {
    assertThatThrownBy(() ->
            parse(
                Map.of(
                    "http.bind", "192.0.2.1:8000",
                    "tls.certificate", "c",
                    "tls.private-key", "k")))
        .hasMessageContaining("set API keys (auth.api-keys-file")
        .hasMessageNotContaining("set TLS");
  }

  @Test
  void keysAloneAreNotEnoughBeyondLoopback() {
    assertThatThrownBy(
            () -> parse(Map.of("http.bind", "0.0.0.0:8000", "auth.api-keys-file", "keys")))
        .hasMessageContaining("set TLS (tls.certificate and tls.private-key), or bind");
  }

  @Test
  void aCertificateWithoutItsKeyIsRefused() {
    assertThatThrownBy(() -> parse(Map.of("tls.certificate", "chain.pem")))
        .hasMessageContaining("tls.certificate and tls.private-key must be set together");
  }

  @Test
  void processesOfAClusterNeedASecret() {
    assertThatThrownBy(() -> parse(Map.of("node.role", "catalog")))
        .hasMessageContaining("cluster.secret is missing");
  }

  @Test
  void aGatewayAloneNeedsACatalog() {
    assertThatThrownBy(() -> parse(Map.of("node.role", "gateway", "cluster.secret", "s")))
        .hasMessageContaining("catalog.address is missing");
  }

  @Test
  void valuesComeFromTheEnvironment() throws ConfigException {
    ServerConfig config =
        ServerConfig.parse(
            Map.of("flight.ticket-key", "${ENV:TICKET_KEY}"),
            Map.of("TICKET_KEY", "of the environment"),
            ETC,
            "test");
    assertThat(config.security().ticketKey()).contains(new Secret("of the environment"));
  }

  @Test
  void aMissingVariableIsNamed() {
    assertThatThrownBy(() -> parse(Map.of("flight.ticket-key", "${ENV:TICKET_KEY}")))
        .hasMessageContaining(
            "flight.ticket-key takes the environment variable TICKET_KEY, which is not set");
  }

  @Test
  void secretsAreNotShown() throws ConfigException {
    assertThat(parse(Map.of("flight.ticket-key", "nobody knows")).toString())
        .doesNotContain("nobody knows")
        .contains("***");
  }

  @Test
  void aFolderWithoutConfigurationMeansDefaults(@TempDir Path empty) throws ConfigException {
    assertThat(ServerConfig.load(empty).node().role()).isEqualTo(Role.ALL);
  }

  @Test
  void theShippedFileNamesOnlyKeysThatAreKnown(@TempDir Path etc) throws Exception {
    String shipped = Files.readString(Path.of("../etc/config.properties"));
    Files.writeString(
        etc.resolve("config.properties"),
        shipped.replaceAll("(?m)^#(?=[a-z])", "").replace("${ENV:", "${"));
    assertThat(ServerConfig.load(etc).node().role()).isEqualTo(Role.ALL);
  }

  @Test
  void problemsNameTheFile(@TempDir Path etc) throws Exception {
    Files.writeString(etc.resolve("config.properties"), "query.timeout=soon\n");
    assertThatThrownBy(() -> ServerConfig.load(etc))
        .hasMessageStartingWith(etc.resolve("config.properties").toString());
  }

  private static ServerConfig parse(Map<String, String> properties) throws ConfigException {
    return ServerConfig.parse(properties, Map.of(), ETC, "test");
  }
}
