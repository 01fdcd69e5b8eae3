package io.tributary.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Values of all types, read back by DuckDB alone from what each format made of them.
final class HttpValuesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// How DuckDB reads the text of a type that it does not read by a cast. `$1` is the text.
  private static final String BYTES = "from_base64($1)";

  private static final String PERIOD =
      """
      to_months(coalesce(TRY_CAST(regexp_extract($1, '^P(-?[0-9]+)M', 1) AS INTEGER), 0))\
       + to_days(coalesce(TRY_CAST(regexp_extract($1, '(-?[0-9]+)D', 1) AS INTEGER), 0))\
       + to_hours(coalesce(TRY_CAST(regexp_extract($1, '(-?[0-9]+)H', 1) AS BIGINT), 0))\
       + to_minutes(coalesce(TRY_CAST(regexp_extract($1, 'T.*?(-?[0-9]+)M', 1) AS BIGINT), 0))\
       + to_seconds(coalesce(TRY_CAST(regexp_extract($1, '(-?[0-9.]+)S', 1) AS DECIMAL(18,6)), 0))\
      """;

  private static GatewayRunner gateway;
  private static DuckDBConnection alone;
  private static BufferAllocator allocator;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    gateway = GatewayRunner.builder().start();
    alone = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    allocator = new RootAllocator();
    try (Statement statement = alone.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
    }
  }

  @AfterAll
  static void stop() throws SQLException {
    alone.close();
    gateway.close();
    allocator.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TRUE",
        "CAST(-128 AS TINYINT)",
        "CAST(-32768 AS SMALLINT)",
        "CAST(-2147483648 AS INTEGER)",
        "CAST('-9223372036854775808' AS BIGINT)",
        "CAST('9223372036854775807' AS BIGINT)",
        "CAST(9007199254740993 AS BIGINT)",
        "CAST(255 AS UTINYINT)",
        "CAST(65535 AS USMALLINT)",
        "CAST(4294967295 AS UINTEGER)",
        "CAST('18446744073709551615' AS UBIGINT)",
        "CAST('99999999999999999999999999999999999999' AS HUGEINT)",
        "CAST('-99999999999999999999999999999999999999' AS HUGEINT)",
        "CAST('340282366920938463463374607431768211455' AS UHUGEINT)",
        "CAST('12345678901234567890123456789012345678901234567890' AS BIGNUM)",
        "CAST('123456789012345678901234567890.12345678' AS DECIMAL(38,8))",
        "CAST('-0.05' AS DECIMAL(4,2))",
        "CAST('0.000' AS DECIMAL(4,3))",
        "CAST(0.1 AS REAL)",
        "CAST(3.4028235e38 AS REAL)",
        "CAST('NaN' AS REAL)",
        "CAST('-Infinity' AS REAL)",
        "CAST(0.1 AS DOUBLE)",
        "CAST('5e-324' AS DOUBLE)",
        "CAST('1.7976931348623157e308' AS DOUBLE)",
        "CAST('-0.0' AS DOUBLE)",
        "CAST('NaN' AS DOUBLE)",
        "CAST('Infinity' AS DOUBLE)",
        "CAST('2024-02-29' AS DATE)",
        "CAST('infinity' AS DATE)",
        "CAST('-infinity' AS DATE)",
        "CAST('0044-03-15 (BC)' AS DATE)",
        "CAST('23:59:59.999999' AS TIME)",
        "CAST('00:00:00' AS TIME)",
        "CAST('24:00:00' AS TIME)",
        "CAST('12:00:00.123456789' AS TIME_NS)",
        "CAST('12:00:00+05:30' AS TIMETZ)",
        "CAST('2024-02-29 12:34:56.789012' AS TIMESTAMP)",
        "CAST('1900-01-01 00:00:00.000001' AS TIMESTAMP)",
        "CAST('infinity' AS TIMESTAMP)",
        "CAST('-infinity' AS TIMESTAMP)",
        "CAST('2024-02-29 12:34:56' AS TIMESTAMP_S)",
        "CAST('2024-02-29 12:34:56.789' AS TIMESTAMP_MS)",
        "CAST('2024-02-29 12:34:56.789012345' AS TIMESTAMP_NS)",
        "CAST('2024-02-29 12:34:56.789012+02' AS TIMESTAMPTZ)",
        "CAST('infinity' AS TIMESTAMPTZ)",
        "'a,\"b\" \t\r\n end '",
        "'Grüße, 世界 🌍'",
        "''",
        "CAST('0101101' AS BIT)",
        "CAST('4ac7a9e9-607c-4c8a-84f3-843f0191e3fd' AS UUID)",
        "CAST('{\"a\": [1, null]}' AS JSON)",
        "CAST('b' AS ENUM('a', 'b'))",
      })
  void everyFormatKeepsWhatACastReads(String expression) throws Exception {
    String type = scalar("SELECT typeof(%s)".formatted(expression));
    verifyRead(expression, "CAST($1 AS %s)".formatted(type));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "CAST('12345-01-01' AS DATE) | CAST(ltrim($1, '+') AS DATE)",
        "INTERVAL '14 months 3 days 4 hours 5 minutes 6.789 seconds' | " + PERIOD,
        "INTERVAL '-1 day 5 hours' | " + PERIOD,
        "INTERVAL '0 days' | " + PERIOD,
        "INTERVAL '-0.000001 seconds' | " + PERIOD,
        "CAST('\\x00\\xFFab' AS BLOB) | " + BYTES,
        "CAST('' AS BLOB) | " + BYTES,
        "[1, NULL, 9007199254740993] | CAST($1::JSON AS BIGINT[])",
        "CAST([1.5, 2.25] AS DOUBLE[2]) | CAST($1::JSON AS DOUBLE[2])",
        "[[DATE '2024-01-01'], []] | CAST($1::JSON AS DATE[][])",
        "[CAST(1.50 AS DECIMAL(4,2))] | CAST($1::JSON AS DECIMAL(4,2)[])",
        "[CAST('b' AS ENUM('a', 'b'))] | CAST($1::JSON AS VARCHAR[])",
        "{'a': 1, 'b': 'x', 'c': CAST(NULL AS DATE)}"
            + " | CAST($1::JSON AS STRUCT(a INTEGER, b VARCHAR, c DATE))",
        "{'n': {'e': CAST('b' AS ENUM('a', 'b'))}} | CAST($1::JSON AS STRUCT(n STRUCT(e VARCHAR)))",
        "MAP {'k': 1, 'l': NULL} | CAST($1::JSON AS MAP(VARCHAR, INTEGER))",
        "MAP {1: 'x', 2: 'y'} | map_from_entries(CAST($1::JSON AS STRUCT(key INTEGER, value"
            + " VARCHAR)[]))",
      })
  void everyFormatKeepsWhatHasATextOfItsOwn(String expression, String reader) throws Exception {
    verifyRead(expression, reader);
  }

  private void verifyRead(String expression, String reader) throws Exception {
    String expected = scalar("SELECT CAST(%s AS VARCHAR)".formatted(expression));
    String read = "SELECT CAST(%s AS VARCHAR)".formatted(reader);
    assertThat(scalar(read, csv(expression))).as("CSV").isEqualTo(expected);
    assertThat(scalar(read, text(document(expression)))).as("JSON").isEqualTo(expected);
    assertThat(scalar(read, text(line(expression)))).as("lines").isEqualTo(expected);
    assertThat(arrow(expression)).as("Arrow").isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"INTEGER", "VARCHAR", "TIMESTAMP", "INTEGER[]", "ENUM('a')"})
  void nullIsNullInEveryFormat(String type) throws Exception {
    String expression = "CAST(NULL AS %s)".formatted(type);
    assertThat(post(expression, "text/csv")).asString(UTF_8).isEqualTo("v\r\n\r\n");
    assertThat(document(expression).isNull()).isTrue();
    assertThat(line(expression).isNull()).isTrue();
    assertThat(arrow(expression)).isNull();
  }

  @Test
  void whatBrowsersRoundIsAString() throws Exception {
    assertThat(document("CAST(9007199254740993 AS BIGINT)").isTextual()).isTrue();
    assertThat(document("CAST(9007199254740991 AS BIGINT)").isNumber()).isTrue();
  }

  private String csv(String expression) throws Exception {
    String body = new String(post(expression, "text/csv"), UTF_8);
    assertThat(body).startsWith("v\r\n").endsWith("\r\n");
    String field = body.substring(3, body.length() - 2);
    return field.startsWith("\"")
        ? field.substring(1, field.length() - 1).replace("\"\"", "\"")
        : field;
  }

  private JsonNode document(String expression) throws Exception {
    return JSON.readTree(post(expression, "application/json")).get("rows").get(0).get(0);
  }

  private JsonNode line(String expression) throws Exception {
    List<String> lines =
        new String(post(expression, "application/x-ndjson"), UTF_8).lines().toList();
    return JSON.readTree(lines.get(1)).get(0);
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  /// What DuckDB says the value is after a round through an Arrow stream.
  private String arrow(String expression) throws Exception {
    byte[] body = post(expression, "application/vnd.apache.arrow.stream");
    try (ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator)) {
      // The reader belongs to the stream.
      Data.exportArrayStream(
          allocator, new ArrowStreamReader(new ByteArrayInputStream(body), allocator), stream);
      alone.registerArrowStream("received", stream);
      return scalar("SELECT CAST(v AS VARCHAR) FROM received");
    }
  }

  private byte[] post(String expression, String format) throws IOException, InterruptedException {
    String body =
        JSON.createObjectNode().put("sql", "SELECT %s AS v".formatted(expression)).toString();
    var response =
        client.send(
            HttpRequest.newBuilder(gateway.http("/api/v1/query"))
                .header("accept", format)
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(200);
    return response.body();
  }

  private static String scalar(String sql, String... parameters) throws SQLException {
    try (PreparedStatement statement = alone.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        assertThat(rows.next()).isTrue();
        return rows.getString(1);
      }
    }
  }
}
