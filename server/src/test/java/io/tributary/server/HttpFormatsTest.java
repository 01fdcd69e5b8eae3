package io.tributary.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TpchGateway.class)
final class HttpFormatsTest {
  private static final String JSON_LINES = "application/x-ndjson";
  private static final String CSV = "text/csv";
  private static final String ARROW = "application/vnd.apache.arrow.stream";

  private static final String TWO_NATIONS =
      "SELECT n_nationkey, n_name FROM sales.public.nation WHERE n_nationkey < 2 ORDER BY 1";

  /// More than the cap of JSON documents, and than one batch, with the number of each row.
  private static final String ALL_LINES =
      "SELECT row_number() OVER (ORDER BY l_orderkey, l_linenumber) AS n FROM lake.tpch.lineitem"
          + " ORDER BY n";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final GatewayRunner gateway;
  private final HttpClient client = HttpClient.newHttpClient();

  HttpFormatsTest(GatewayRunner gateway) {
    this.gateway = gateway;
  }

  @Test
  void linesOfJsonAreWhatADocumentIs() throws Exception {
    HttpResponse<byte[]> response = query(TWO_NATIONS, "accept", JSON_LINES);
    assertThat(response.headers().firstValue("content-type")).contains(JSON_LINES);
    List<String> lines = text(response).lines().toList();
    assertThat(lines).hasSize(4);
    JsonNode head = MAPPER.readTree(lines.getFirst());
    assertThat(head.get("columns").toString())
        .isEqualTo(
            "[{\"name\":\"n_nationkey\",\"type\":\"INTEGER\"},{\"name\":\"n_name\",\"type\":\"VARCHAR\"}]");
    assertThat(lines.subList(1, 3)).containsExactly("[0,\"ALGERIA\"]", "[1,\"ARGENTINA\"]");
    JsonNode tail = MAPPER.readTree(lines.getLast());
    assertThat(tail.get("rowCount").asInt()).isEqualTo(2);
    assertThat(tail.get("truncated").asBoolean()).isFalse();
    assertThat(tail.get("statistics").get("route").asText()).isEqualTo("native");
  }

  @Test
  void everyLineOfJsonEnds() throws Exception {
    assertThat(text(query(TWO_NATIONS, "accept", JSON_LINES))).endsWith("}\n");
  }

  @Test
  void csvHasAHeaderLineAndEndsOfLinesAsInRfc4180() throws Exception {
    HttpResponse<byte[]> response = query(TWO_NATIONS, "accept", CSV);
    assertThat(response.headers().firstValue("content-type"))
        .contains("text/csv; charset=utf-8; header=present");
    assertThat(text(response)).isEqualTo("n_nationkey,n_name\r\n0,ALGERIA\r\n1,ARGENTINA\r\n");
  }

  @Test
  void csvTellsNullFromEmptyText() throws Exception {
    assertThat(text(query("SELECT NULL AS a, '' AS b, 1 AS c", "accept", CSV)))
        .isEqualTo("a,b,c\r\n,\"\",1\r\n");
  }

  @Test
  void csvQuotesWhatWouldBreakALine() throws Exception {
    assertThat(text(query("SELECT 'a,b' AS \"x,y\", 'say \"no\"', 'a\nb', ' c'", "accept", CSV)))
        .startsWith("\"x,y\",")
        .endsWith("\r\n\"a,b\",\"say \"\"no\"\"\",\"a\nb\",\" c\"\r\n");
  }

  @Test
  void arrowStreamsHoldAllRows() throws Exception {
    HttpResponse<byte[]> response = query(ALL_LINES, "accept", ARROW);
    assertThat(response.headers().firstValue("content-type")).contains(ARROW);
    long rows = 0;
    try (var allocator = new RootAllocator();
        var reader = new ArrowStreamReader(new ByteArrayInputStream(response.body()), allocator)) {
      while (reader.loadNextBatch()) {
        var numbers = (BigIntVector) reader.getVectorSchemaRoot().getVector("n");
        for (int row = 0; row < numbers.getValueCount(); row++) {
          assertThat(numbers.get(row)).isEqualTo(++rows);
        }
      }
    }
    assertThat(rows).isEqualTo(allLines());
  }

  @Test
  void arrowStreamsOfNoRowsHaveTheirSchema() throws Exception {
    HttpResponse<byte[]> response =
        query("SELECT n_name FROM sales.public.nation WHERE n_nationkey < 0", "accept", ARROW);
    try (var allocator = new RootAllocator();
        var reader = new ArrowStreamReader(new ByteArrayInputStream(response.body()), allocator)) {
      assertThat(reader.getVectorSchemaRoot().getSchema().findField("n_name")).isNotNull();
      assertThat(reader.loadNextBatch()).isFalse();
    }
  }

  @Test
  void streamedFormatsHaveNoCap() throws Exception {
    long rows = text(query(ALL_LINES, "accept", CSV)).lines().count() - 1;
    assertThat(rows).isEqualTo(allLines());
  }

  @ParameterizedTest
  @CsvSource({JSON_LINES + ", 5", CSV + ", 4"})
  void everyFormatKeepsToTheRowsThatAreWanted(String format, int lines) throws Exception {
    String body =
        """
        {"sql": "SELECT o_orderkey FROM sales.public.orders", "maxRows": 3}\
        """;
    assertThat(text(post(body, "accept", format)).lines()).hasSize(lines);
  }

  @Test
  void arrowKeepsToTheRowsThatAreWanted() throws Exception {
    String body =
        """
        {"sql": "SELECT o_orderkey FROM sales.public.orders", "maxRows": 3}\
        """;
    try (var allocator = new RootAllocator();
        var reader =
            new ArrowStreamReader(
                new ByteArrayInputStream(post(body, "accept", ARROW).body()), allocator)) {
      assertThat(reader.loadNextBatch()).isTrue();
      assertThat(reader.getVectorSchemaRoot().getRowCount()).isEqualTo(3);
      assertThat(reader.loadNextBatch()).isFalse();
    }
  }

  @Test
  void linesOfJsonSayThatRowsAreMissing() throws Exception {
    String body =
        """
        {"sql": "SELECT o_orderkey FROM sales.public.orders", "maxRows": 3}\
        """;
    String last = text(post(body, "accept", JSON_LINES)).lines().toList().getLast();
    assertThat(MAPPER.readTree(last).get("truncated").asBoolean()).isTrue();
  }

  @Test
  void whatIsNotOfferedIs406WithWhatIs() throws Exception {
    HttpResponse<byte[]> response = query(TWO_NATIONS, "accept", "image/png");
    assertThat(response.statusCode()).isEqualTo(406);
    assertThat(MAPPER.readTree(response.body()).get("error").get("message").asText())
        .contains("application/json", JSON_LINES, CSV, ARROW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", JSON_LINES, CSV, ARROW})
  void whatFailsBeforeTheFirstRowHasAStatusInEveryFormat(String format) throws Exception {
    HttpResponse<byte[]> response =
        query("SELECT 1\nFROM sales.public.ordrs", "accept", format, "accept-encoding", "gzip");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(MAPPER.readTree(response.body()).get("error").get("line").asInt()).isEqualTo(2);
  }

  @Test
  void everyFormatNamesTheQuery() throws Exception {
    assertThat(query(TWO_NATIONS, "accept", CSV).headers().firstValue("tributary-query-id"))
        .isPresent();
  }

  @Test
  void gzipHoldsTheSame() throws Exception {
    HttpResponse<byte[]> response =
        query(ALL_LINES, "accept", CSV, "accept-encoding", "gzip, deflate");
    assertThat(response.headers().firstValue("content-encoding")).contains("gzip");
    try (var body = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      assertThat(body.readAllBytes()).isEqualTo(query(ALL_LINES, "accept", CSV).body());
    }
  }

  @Test
  void zstdHoldsTheSame() throws Exception {
    HttpResponse<byte[]> response =
        query(ALL_LINES, "accept", CSV, "accept-encoding", "gzip, zstd");
    assertThat(response.headers().firstValue("content-encoding")).contains("zstd");
    try (var body = new ZstdInputStream(new ByteArrayInputStream(response.body()))) {
      assertThat(body.readAllBytes()).isEqualTo(query(ALL_LINES, "accept", CSV).body());
    }
  }

  private long allLines() throws IOException, InterruptedException {
    String count = text(query("SELECT count(*) FROM lake.tpch.lineitem", "accept", CSV));
    return Long.parseLong(count.lines().toList().getLast());
  }

  private HttpResponse<byte[]> query(String sql, String... headers)
      throws IOException, InterruptedException {
    return post(MAPPER.createObjectNode().put("sql", sql).toString(), headers);
  }

  private HttpResponse<byte[]> post(String body, String... headers)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(gateway.http("/api/v1/query"))
            .headers(headers)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> response) {
    assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(200);
    return new String(response.body(), UTF_8);
  }
}
