package io.tributary.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.stream.ClosedStreamException;
import io.tributary.testing.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What happens to an answer that is on its way already.
final class HttpStreamsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Fails near its end, long after the first rows are out.
  private static final String LATE_FAILURE =
      "SELECT i AS n, CAST(CAST(i AS VARCHAR) || CASE WHEN i = 1900000 THEN 'x' ELSE '' END AS"
          + " INTEGER) AS m FROM range(2000000) r(i)";

  /// Terabytes.
  private static final String ENDLESS =
      "SELECT a.i, repeat('A', 1000) AS t FROM range(100000) a(i), range(100000) b(j)";

  private static GatewayRunner gateway;

  @BeforeAll
  static void start() throws Exception {
    gateway =
        GatewayRunner.builder()
            .property("query.max-result-rows-http", "10000000")
            .property("query.max-result-size-http", "1GB")
            .start();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    Eventually.holds(
        "the query ends",
        Duration.ofSeconds(10),
        () -> gateway.server().runningQueries() == 0 && gateway.server().allocatedBytes() == 0);
  }

  @Test
  void aLateFailureIsTheLastLineOfJson() throws Exception {
    HttpResponse<InputStream> response = open(LATE_FAILURE, "application/x-ndjson");
    assertThat(response.statusCode()).isEqualTo(200);
    List<String> lines = new String(response.body().readAllBytes(), UTF_8).lines().toList();
    assertThat(lines.get(1)).isEqualTo("[0,0]");
    JsonNode error = JSON.readTree(lines.getLast()).get("error");
    assertThat(error.get("code").asText()).isEqualTo("DATA_ERROR");
    assertThat(error.get("message").asText())
        .startsWith("Conversion Error: Could not convert string '1900000x' to INT32");
  }

  @Test
  void aLateFailureIsAMemberOfADocument() throws Exception {
    HttpResponse<InputStream> response = open(LATE_FAILURE, "application/json");
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode document = JSON.readTree(response.body());
    assertThat(document.get("rows").size()).isPositive();
    assertThat(document.get("error").get("code").asText()).isEqualTo("DATA_ERROR");
    assertThat(document.has("rowCount")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/csv", "application/vnd.apache.arrow.stream"})
  void aLateFailureBreaksOffWhatCannotSayIt(String format) throws Exception {
    HttpResponse<InputStream> response = open(LATE_FAILURE, format);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/csv", "application/vnd.apache.arrow.stream"})
  void aLateFailureResetsAStreamOfHttp2(String format) {
    CompletableFuture<AggregatedHttpResponse> answer =
        WebClient.builder("h2c://127.0.0.1:" + gateway.httpPort())
            .maxResponseLength(0)
            .build()
            .prepare()
            .post("/api/v1/query")
            .header("accept", format)
            .content(MediaType.JSON, JSON.createObjectNode().put("sql", LATE_FAILURE).toString())
            .execute()
            .aggregate();
    assertThatThrownBy(answer::join).hasCauseInstanceOf(ClosedStreamException.class);
  }

  @Test
  void aLateFailureBreaksOffWhatIsCompressed() throws Exception {
    HttpResponse<InputStream> response = open(LATE_FAILURE, "text/csv", "accept-encoding", "gzip");
    assertThat(response.headers().firstValue("content-encoding")).contains("gzip");
    assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "text/csv, identity",
    "application/x-ndjson, identity",
    "application/vnd.apache.arrow.stream, identity",
  })
  void aClientThatTakesNothingHoldsTheQueryUp(String format, String coding) throws Exception {
    try (var socket =
        hungry(
            """
            {"sql": "%s", "timeout": "3s"}\
            """
                .formatted(ENDLESS),
            format,
            coding)) {
      InputStream in = socket.getInputStream();
      assertThat(in.read()).isNotNegative();
      Eventually.holds(
          "the query runs out of time",
          Duration.ofSeconds(10),
          () -> gateway.server().runningQueries() == 0);
      // What was made without anybody to take it waits in the buffers of sockets, and nowhere else.
      assertThat(in.skip(Long.MAX_VALUE)).isLessThan(20L << 20);
    }
  }

  @Test
  void aClientThatHangsUpEndsTheQueryWithinASecond() throws Exception {
    try (var socket =
        hungry(JSON.createObjectNode().put("sql", ENDLESS).toString(), "text/csv", "gzip")) {
      assertThat(socket.getInputStream().readNBytes(100_000)).hasSize(100_000);
      assertThat(gateway.server().runningQueries()).isEqualTo(1);
    }
    Eventually.holds(
        "the query ends", Duration.ofSeconds(1), () -> gateway.server().runningQueries() == 0);
  }

  private static Socket hungry(String body, String format, String coding) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort());
    String head =
        "POST /api/v1/query HTTP/1.1\r\nHost: localhost\r\nAccept: %s\r\nAccept-Encoding: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(format, coding, body.length());
    socket.getOutputStream().write((head + body).getBytes(UTF_8));
    socket.getOutputStream().flush();
    return socket;
  }

  private static HttpResponse<InputStream> open(String sql, String format, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.http("/api/v1/query"))
            .header("accept", format)
            .POST(BodyPublishers.ofString(JSON.createObjectNode().put("sql", sql).toString()));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
  }
}
