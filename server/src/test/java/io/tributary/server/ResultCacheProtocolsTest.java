package io.tributary.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.util.Durations;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.tributary.server.JsonCalls.Answer;
import io.tributary.testing.Eventually;
import io.tributary.v1.CacheMode;
import io.tributary.v1.CacheOutcome;
import io.tributary.v1.CacheReport;
import io.tributary.v1.QueryRequest;
import io.tributary.v1.QueryResponse;
import io.tributary.v1.QueryServiceGrpc;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flight.CallHeaders;
import org.apache.arrow.flight.CallInfo;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightCallHeaders;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightClientMiddleware;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.GetSessionOptionsRequest;
import org.apache.arrow.flight.HeaderCallOption;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.SessionOptionValueFactory;
import org.apache.arrow.flight.SetSessionOptionsRequest;
import org.apache.arrow.flight.client.ClientCookieMiddleware;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// How each protocol asks for the cache of results, and is told of it. Every test has a query of
/// its own.
@ExtendWith(TpchGateway.class)
final class ResultCacheProtocolsTest {
  private final GatewayRunner gateway;
  private final JsonCalls calls = new JsonCalls();

  ResultCacheProtocolsTest(GatewayRunner gateway) {
    this.gateway = gateway;
  }

  private static String sql(String test) {
    return "SELECT count(*) AS n, '%s' AS test FROM sales.public.orders".formatted(test);
  }

  private Answer http(String sql, String members) {
    return calls.post(
        gateway.http("/api/v1/query"),
        """
        {"sql": "%s"%s}\
        """
            .formatted(sql, members));
  }

  @Test
  void jsonSaysWhatTheCacheDid() {
    String sql = sql("json");
    JsonNode first = http(sql, ", \"cache\": \"use\"").body().get("statistics");
    JsonNode second = http(sql, ", \"cache\": \"use\"").body().get("statistics");
    assertThat(first.get("cache").toString()).isEqualTo("{\"outcome\":\"kept\"}");
    assertThat(second.get("cache").get("outcome").asText()).isEqualTo("hit");
    assertThat(second.get("cache").get("ageMilliseconds").asLong()).isNotNegative();
    assertThat(second.get("route").asText()).isEqualTo("cache");
  }

  @Test
  void whoDoesNotAskIsToldNothing() {
    assertThat(http(sql("silent"), "").body().get("statistics").has("cache")).isFalse();
  }

  @Test
  void jsonSaysWhyNothingIsKept() {
    JsonNode cache =
        http("SELECT random() AS r", ", \"cache\": \"use\"").body().get("statistics").get("cache");
    assertThat(cache.get("outcome").asText()).isEqualTo("not_kept");
    assertThat(cache.get("reason").asText()).contains("random");
  }

  @Test
  void anAgeOfNothingReadsAnew() {
    String sql = sql("age");
    http(sql, ", \"cache\": \"use\"");
    JsonNode cache = http(sql, ", \"cache\": \"refresh\"").body().get("statistics").get("cache");
    assertThat(cache.get("outcome").asText()).isEqualTo("kept");
  }

  @Test
  void whatIsNoWayToUseTheCacheIs400() {
    assertThat(http(sql("bad"), ", \"cache\": \"always\"").error().get("message").asText())
        .contains("use, refresh, bypass");
    assertThat(http(sql("bad"), ", \"cacheMaxAge\": \"5s\"").status()).isEqualTo(400);
    assertThat(
            http(sql("bad"), ", \"cache\": \"use\", \"cacheMaxAge\": \"5\"")
                .error()
                .get("message")
                .asText())
        .contains("such as \"30s\"");
  }

  @Test
  void headersSayItInEveryFormat() throws Exception {
    String body =
        """
        {"sql": "%s", "cache": "use", "cacheMaxAge": "1h"}\
        """
            .formatted(sql("headers"));
    HttpResponse<String> first = csv(body);
    HttpResponse<String> second = csv(body);
    assertThat(first.headers().firstValue("cache-status")).contains("tributary; fwd=miss; stored");
    assertThat(first.headers().firstValue("age")).isEmpty();
    assertThat(second.headers().firstValue("cache-status")).contains("tributary; hit");
    assertThat(second.headers().firstValue("age")).isPresent();
    assertThat(second.body()).isEqualTo(first.body());
  }

  private HttpResponse<String> csv(String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(gateway.http("/api/v1/query"))
                .header("accept", "text/csv")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
  }

  @Test
  void grpcAsksAndIsToldByFields() {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", gateway.grpcPort()).usePlaintext().build();
    try {
      QueryRequest request =
          QueryRequest.newBuilder()
              .setSql(sql("grpc"))
              .setCache(CacheMode.CACHE_MODE_USE)
              .setCacheMaxAge(Durations.fromMinutes(1))
              .build();
      assertThat(report(channel, request).getOutcome()).isEqualTo(CacheOutcome.CACHE_OUTCOME_KEPT);
      CacheReport second = report(channel, request);
      assertThat(second.getOutcome()).isEqualTo(CacheOutcome.CACHE_OUTCOME_HIT);
      assertThat(second.hasAge()).isTrue();
    } finally {
      channel.shutdownNow();
    }
  }

  private static CacheReport report(ManagedChannel channel, QueryRequest request) {
    List<QueryResponse> events = new ArrayList<>();
    QueryServiceGrpc.newBlockingStub(channel).query(request).forEachRemaining(events::add);
    return events.getLast().getCompleted().getStatistics().getCache();
  }

  @Test
  void flightAsksAndIsToldByHeaders() throws Exception {
    var headers = new ReceivedHeaders();
    try (var allocator = new RootAllocator();
        var client = flightClient(allocator, headers)) {
      var asking = new FlightCallHeaders();
      asking.insert("x-tributary-cache", "use; max-age=1h");
      run(client, sql("flight"), new HeaderCallOption(asking));
      assertThat(headers.values("cache-status")).containsExactly("tributary; fwd=miss; stored");
      run(client, sql("flight"), new HeaderCallOption(asking));
      assertThat(headers.values("cache-status")).contains("tributary; hit");
      assertThat(headers.values("age")).hasSize(1);
    }
  }

  @Test
  void flightSessionsRememberIt() throws Exception {
    var headers = new ReceivedHeaders();
    try (var allocator = new RootAllocator();
        var client = flightClient(allocator, headers)) {
      var option = SessionOptionValueFactory.makeSessionOptionValue("use; max-age=60000ms");
      assertThat(
              client
                  .setSessionOptions(new SetSessionOptionsRequest(Map.of("cache", option)))
                  .hasErrors())
          .isFalse();
      assertThat(client.getSessionOptions(new GetSessionOptionsRequest()).getSessionOptions())
          .containsEntry("cache", option);
      run(client, sql("session"));
      run(client, sql("session"));
      assertThat(headers.values("cache-status"))
          .containsExactly("tributary; fwd=miss; stored", "tributary; hit");
    }
  }

  private FlightSqlClient flightClient(RootAllocator allocator, ReceivedHeaders headers) {
    return new FlightSqlClient(
        FlightClient.builder(allocator, Location.forGrpcInsecure("127.0.0.1", gateway.grpcPort()))
            .intercept(new ClientCookieMiddleware.Factory())
            .intercept(headers)
            .build());
  }

  private static void run(FlightSqlClient client, String sql, CallOption... options)
      throws Exception {
    FlightInfo info = client.execute(sql, options);
    try (FlightStream stream = client.getStream(info.getEndpoints().getFirst().getTicket())) {
      assertThat(stream.next()).isTrue();
    }
  }

  /// Of all calls so far.
  private static final class ReceivedHeaders implements FlightClientMiddleware.Factory {
    private final List<Map.Entry<String, String>> received = new ArrayList<>();

    synchronized List<String> values(String name) {
      return received.stream()
          .filter(header -> header.getKey().equals(name))
          .map(Map.Entry::getValue)
          .toList();
    }

    private synchronized void add(CallHeaders headers) {
      for (String name : List.of("cache-status", "age")) {
        if (headers.containsKey(name)) {
          received.add(Map.entry(name, headers.get(name)));
        }
      }
    }

    @Override
    public FlightClientMiddleware onCallStarted(CallInfo info) {
      return new FlightClientMiddleware() {
        @Override
        public void onBeforeSendingHeaders(CallHeaders outgoing) {}

        @Override
        public void onHeadersReceived(CallHeaders incoming) {
          add(incoming);
        }

        @Override
        public void onCallCompleted(CallStatus status) {}
      };
    }
  }

  @Test
  void jdbcAsksByAProperty() throws Exception {
    long before = gateway.queries().resultCacheStatistics().hits();
    for (int i = 0; i < 2; i++) {
      try (Connection connection = DriverManager.getConnection(gateway.jdbcUrl() + "&cache=use");
          Statement statement = connection.createStatement();
          var rows = statement.executeQuery(sql("jdbc"))) {
        assertThat(rows.next()).isTrue();
      }
    }
    assertThat(gateway.queries().resultCacheStatistics().hits()).isEqualTo(before + 1);
  }

  @Test
  void metricsCountIt() {
    http(sql("metrics"), ", \"cache\": \"use\"");
    http(sql("metrics"), ", \"cache\": \"use\"");
    assertThat(calls.get(gateway.http("/metrics")).body().asText())
        .contains("tributary_result_cache_hits_total")
        .contains("tributary_result_cache_misses_total")
        .contains("tributary_result_cache_evictions_total")
        .contains("tributary_result_cache_size_bytes")
        .contains(
            "tributary_queries_seconds_count{outcome=\"completed\",protocol=\"http\",route=\"cache\"}");
  }

  @Test
  void anotherConfigurationOfASourceIsAnotherSource(@TempDir Path folder) throws Exception {
    try (var runner = GatewayRunner.builder().source("db", h2(folder, "one")).start()) {
      String query =
          """
          {"sql": "SELECT name FROM db.public.who", "cache": "use"}\
          """;
      assertThat(who(runner, query)).isEqualTo("one");
      runner.putSource("db", h2(folder, "two"));
      Eventually.holds(
          "the other database is read",
          Duration.ofSeconds(20),
          () -> who(runner, query).equals("two"));
    }
  }

  private String who(GatewayRunner runner, String query) {
    JsonNode body = calls.post(runner.http("/api/v1/query"), query).body();
    return body.has("rows") ? body.get("rows").get(0).get(0).asText() : body.toString();
  }

  /// A database with one row, its own name.
  private static Map<String, String> h2(Path folder, String name) throws SQLException {
    String url = "jdbc:h2:file:" + folder.resolve(name);
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE who AS SELECT '%s' AS name".formatted(name));
    }
    return Map.of(
        "connector.name", "h2",
        "connection-url", url,
        "connection-user", "sa",
        "connection-password", "");
  }
}
