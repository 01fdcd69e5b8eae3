package io.tributary.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.tributary.connector.Caller;
import io.tributary.server.identity.ApiKeys;
import io.tributary.testing.SelfSignedCertificate;
import io.tributary.v1.CatalogServiceGrpc;
import io.tributary.v1.ListSourcesRequest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A server as it must be where others can reach it: TLS and API keys on both ports.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SecuredServerTest {
  private static final String KEYS_OWNER = "acme";

  private Path certificate;
  private String apiKey;
  private GatewayRunner gateway;
  private ManagedChannel channel;
  private JsonCalls https;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    SelfSignedCertificate tls = SelfSignedCertificate.in(folder);
    certificate = tls.certificate();
    ApiKeys.NewKey key = ApiKeys.create("test", new Caller(KEYS_OWNER, Optional.empty()));
    apiKey = key.clear();
    Path keys = folder.resolve("api-keys");
    Files.writeString(keys, key.line());
    gateway =
        GatewayRunner.builder()
            .property("grpc.bind", "0.0.0.0:0")
            .property("http.bind", "0.0.0.0:0")
            .property("tls.certificate", certificate.toString())
            .property("tls.private-key", tls.privateKey().toString())
            .property("auth.api-keys-file", keys.toString())
            .start();
    channel =
        NettyChannelBuilder.forAddress("localhost", gateway.grpcPort())
            .sslContext(GrpcSslContexts.forClient().trustManager(certificate.toFile()).build())
            .build();
    https = new JsonCalls(HttpClient.newBuilder().sslContext(tls.sslContext()).build());
  }

  @AfterAll
  void stop() {
    channel.shutdownNow();
    gateway.close();
  }

  @Test
  void grpcWithAKeyIsAnswered() {
    assertThat(catalog("Bearer " + apiKey).listSources(ListSourcesRequest.getDefaultInstance()))
        .isNotNull();
  }

  @Test
  void grpcWithoutAKeyIsRefused() {
    assertThatThrownBy(() ->
            CatalogServiceGrpc.newBlockingStub(channel)
                .listSources(ListSourcesRequest.getDefaultInstance()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            failure ->
                assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
  }

  @Test
  void healthNeedsNoKey() {
    assertThat(HealthGrpc.newBlockingStub(channel).check(HealthCheckRequest.getDefaultInstance()))
        .isNotNull();
    assertThat(https.get(uri("/health")).status()).isEqualTo(200);
  }

  @Test
  void httpWithAKeyIsAnswered() {
    assertThat(https.get(uri("/api/v1/sources"), "authorization", "Bearer " + apiKey).status())
        .isEqualTo(200);
  }

  @Test
  void aPageOfAnotherSiteThatHasAKeyIsAnswered() {
    JsonCalls.Answer answer =
        https.get(
            uri("/api/v1/sources"),
            "authorization",
            "Bearer " + apiKey,
            "origin",
            "https://tool.example");
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void httpWithoutAKeyIsRefused() {
    JsonCalls.Answer answer = https.get(uri("/api/v1/sources"));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.error().get("code").asText()).isEqualTo("UNAUTHENTICATED");
  }

  @Test
  void metricsAreNotForStrangers() {
    assertThat(https.get(uri("/metrics")).status()).isEqualTo(401);
  }

  @Test
  void anotherOrganisationThanTheKeysIsForbidden() {
    JsonCalls.Answer answer =
        https.post(
            uri("/api/v1/query"),
            "{\"sql\":\"SELECT 1\"}",
            "authorization",
            "Bearer " + apiKey,
            "x-org-id",
            "somebody-else");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.error().get("code").asText()).isEqualTo("PERMISSION_DENIED");
  }

  /// The call in between is answered on the same connection, so the refusal was sent before it.
  @Test
  void aRefusalReachesAClientThatIsStillSending() {
    byte[] body = "{\"sql\":\"SELECT 1\"}".getBytes(UTF_8);
    BodyPublisher late =
        BodyPublishers.ofInputStream(() -> {
          assertThat(https.get(uri("/health")).status()).isEqualTo(200);
          return new ByteArrayInputStream(body);
        });
    JsonCalls.Answer answer = https.post(uri("/api/v1/query"), late);
    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void jdbcLogsInWithTheKeyAsPassword() throws SQLException {
    assertThat(jdbcAnswers(credentials("anybody", apiKey))).isEqualTo(42);
  }

  @Test
  void jdbcLogsInWithTheKeyAsToken() throws SQLException {
    var properties = new Properties();
    properties.setProperty("token", apiKey);
    assertThat(jdbcAnswers(properties)).isEqualTo(42);
  }

  @Test
  void jdbcWithAWrongKeyIsRefused() {
    assertThatThrownBy(() -> jdbcAnswers(credentials("anybody", "trb_wrong")))
        .isInstanceOf(Exception.class)
        .hasMessageContaining("not known here");
  }

  private int jdbcAnswers(Properties credentials) throws SQLException {
    credentials.setProperty("useEncryption", "true");
    credentials.setProperty("tlsRootCerts", certificate.toString());
    String url = "jdbc:arrow-flight-sql://localhost:%d/".formatted(gateway.grpcPort());
    try (Connection connection = DriverManager.getConnection(url, credentials);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 42 AS answer")) {
      assertThat(rows.next()).isTrue();
      return rows.getInt(1);
    }
  }

  private static Properties credentials(String user, String password) {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    return properties;
  }

  private CatalogServiceGrpc.CatalogServiceBlockingStub catalog(String authorization) {
    var headers = new Metadata();
    headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
    return CatalogServiceGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private URI uri(String path) {
    return URI.create("https://localhost:%d%s".formatted(gateway.httpPort(), path));
  }
}
