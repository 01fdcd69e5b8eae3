package io.tributary.connector.trino;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.Caller;
import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.SampleColumn;
import io.tributary.connector.Source;
import io.tributary.connector.SourceQuery;
import io.tributary.connector.SourceRead;
import io.tributary.connector.SqlSource;
import io.tributary.connector.SqlSourceContract;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableName;
import io.tributary.connector.TableStatistics;
import io.tributary.connector.TableStatistics.ColumnStatistics;
import io.tributary.connector.TableStatistics.ValueRange;
import io.tributary.testing.Eventually;
import io.tributary.testing.ServerProcess;
import io.tributary.testing.SpooledSegments;
import io.tributary.testing.TrinoProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against a server that spools all results, however small.
final class TrinoContractTest extends SqlSourceContract {
  /// 225,000 of them.
  private static final String MANY_ROWS = "SELECT * FROM tpch.\"sf0.15\".orders ORDER BY orderkey";

  @SuppressWarnings("NullAway.Init") // start sets all, before all tests
  private static TrinoProcess trino;

  @SuppressWarnings("NullAway.Init")
  private static Connection keeper;

  @SuppressWarnings("NullAway.Init")
  private static SpooledSegments segments;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    segments = new SpooledSegments(folder);
    trino =
        TrinoProcess.launch(
            folder,
            ServerProcess.freePort(),
            Map.of("memory", "connector.name=memory\n"),
            segments.configuration() + "protocol.spooling.inlining.enabled=false\n");
    trino.awaitReady();
    keeper = trino.connect();
    try (Statement statement = keeper.createStatement()) {
      for (String sql :
          List.of(
              inTrino(SampleColumn.createTableSql("memory.default.sample", SampleColumn.all())),
              "CREATE SCHEMA memory.\"more things\"",
              """
              CREATE TABLE memory."more things"."order" AS SELECT 1 AS "the id", uuid() AS u,
                json '{"a": 1}' AS j, ARRAY[1, NULL] AS a, MAP(ARRAY['k'], ARRAY[2]) AS m,
                CAST(ROW(1, 'x') AS ROW(x integer, y varchar)) AS r, CAST('c' AS char(3)) AS c,
                timestamp '2024-01-01 00:00:00.123456789' AS n, time '10:00:00+02:00' AS t,
                ipaddress '10.0.0.1' AS i, interval '1' day AS d, X'05' AS b\
              """,
              "CREATE TABLE memory.default.parts (a integer, b integer)",
              "CREATE VIEW memory.\"more things\".a_view AS SELECT 1 AS one")) {
        statement.execute(sql);
      }
    }
  }

  private static String inTrino(String duckDbSql) {
    return duckDbSql
        .replace(" AS TIMESTAMPTZ)", " AS timestamp(6) with time zone)")
        .replace(" AS TIMESTAMP)", " AS timestamp(6))")
        .replace(" AS TIME)", " AS time(6))")
        .replaceAll("(:\\d\\d(?:\\.\\d+)?[+]\\d\\d)'", "$1:00'");
  }

  @AfterAll
  static void stop() throws Exception {
    keeper.close();
    trino.close();
  }

  @Override
  protected ConnectorFactory connector() {
    return new TrinoConnector();
  }

  @Override
  protected Map<String, String> properties() {
    return Map.of("connection-url", trino.url() + "/memory", "connection-user", "reader");
  }

  @Override
  protected Map<String, String> propertiesOfDeadSource() {
    // Nothing listens on the discard port of the loopback interface.
    return Map.of(
        "connection-url", "jdbc:trino://127.0.0.1:9/gone?SSL=true",
        "connection-user", "reader",
        "connection-timeout", "2s");
  }

  @Override
  protected String sampleSchema() {
    return "default";
  }

  @Override
  protected String endlessSql() {
    return "SELECT orderkey AS x FROM tpch.sf1000.lineitem";
  }

  @Override
  protected String silentSql() {
    return "SELECT count(*) AS x FROM tpch.sf1000.lineitem WHERE orderkey % 7 = 8";
  }

  @Override
  protected String stallingSql() {
    return "SELECT orderkey AS x FROM tpch.sf1000.lineitem WHERE orderkey < 100000 OR orderkey % 7"
        + " = 8";
  }

  @Override
  protected String failingSql() {
    return "SELECT 9223372036854725807 + orderkey AS x FROM tpch.sf1.lineitem";
  }

  @Override
  protected String missingTable() {
    return "default.dropped_in_between";
  }

  @Override
  protected int runningQueries() throws Exception {
    try (Statement statement = keeper.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM system.runtime.queries WHERE source = 'tributary' AND state"
                    + " NOT IN ('FINISHED', 'FAILED')")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Test
  void aSourceWithoutCatalogShowsAll() {
    try (Source all = open(ofAllCatalogs())) {
      assertThat(all.listSchemas()).contains("memory.default", "memory.more things", "tpch.tiny");
      assertThat(all.describe(new TableName("tpch.tiny", "nation"))).isPresent();
      assertThat(all.describe(new TableName("tiny", "nation"))).isEmpty();
    }
  }

  @Test
  void columnsAreThoseOfTheTablesThatThereAre() {
    var nation = new TableName("tpch.tiny", "nation");
    var order = new TableName("memory.more things", "order");
    List<TableName> asked = new ArrayList<>(List.of(order, new TableName("tiny", "nation")));
    IntStream.range(0, 150).forEach(i -> asked.add(new TableName("tpch.tiny", "none" + i)));
    asked.add(nation);
    try (Source all = open(ofAllCatalogs())) {
      assertThat(all.columns(asked)).containsOnlyKeys(nation, order);
    }
  }

  @Test
  void statisticsAreTrinos() {
    try (Source all = open(ofAllCatalogs())) {
      TableStatistics orders = all.statistics(new TableName("tpch.tiny", "orders"));
      assertThat(orders.rowCount()).hasValue(15_000);
      assertThat(orders.columns())
          .containsEntry(
              "orderdate",
              new ColumnStatistics(
                  OptionalDouble.of(2401),
                  OptionalDouble.of(0),
                  Optional.of(new ValueRange(8035, 10440))));
    }
  }

  @Test
  void whoComesFromTheClusterIsRefused() {
    String address = trino.url().replace("jdbc:trino://", "");
    Caller caller = new Caller("acme", Optional.empty(), List.of("other:8080", address));
    try (Source all = open(ofAllCatalogs())) {
      assertThatThrownBy(() -> caller.run(all::listSchemas))
          .isInstanceOfSatisfying(
              ConnectorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.QUERY_LOOP))
          .hasMessageContaining("has come from its Trino at " + address);
    }
  }

  /// Trino spells the types of nested columns in two ways, which mean the same here.
  @Test
  void aQueryHasTheColumnsOfTheTableThatItReads() {
    try (Source reading = open(takingNativeQueries())) {
      TableDescription table =
          reading.describe(new TableName("more things", "order")).orElseThrow();
      List<ColumnDescription> columns =
          reading.describeQuery("SELECT * FROM \"more things\".\"order\" -- all");
      assertThat(columns)
          .extracting(ColumnDescription::field)
          .isEqualTo(table.arrowSchema().getFields());
      assertThat(columns)
          .extracting(TrinoContractTest::family)
          .isEqualTo(table.columns().stream().map(TrinoContractTest::family).toList());
    }
  }

  @Test
  void nestedColumnsAreJsonWhateverTheirElements() throws Exception {
    try (Statement statement = keeper.createStatement();
        Source reading = open(takingNativeQueries())) {
      statement.execute(
          """
          CREATE TABLE memory.default.elements AS SELECT
            CAST(ROW(timestamp '2024-01-01 00:00:00.000 UTC', 1)
              AS ROW("At" timestamp(3) with time zone, n integer)) AS r,
            ARRAY[uuid '00000000-0000-0000-0000-00000000000f'] AS u,
            MAP(ARRAY[date '2024-01-01'], ARRAY[time '12:00:00']) AS m,
            ARRAY[CAST('a' AS char(3))] AS c,
            ARRAY[CAST(ROW(ARRAY[ipaddress '10.0.0.1'], 1.5)
              AS ROW(i array(ipaddress), d decimal(10, 2)))] AS n,
            ROW(interval '1' day, timestamp '2024-01-01 00:00:00 UTC', decimal '1.50') AS a,
            CAST(NULL AS array(uuid)) AS z\
          """);
      List<ColumnDescription> ofTable =
          reading.describe(new TableName("default", "elements")).orElseThrow().columns();
      List<ColumnDescription> ofQuery = reading.describeQuery("SELECT * FROM default.elements");
      for (List<ColumnDescription> columns : List.of(ofTable, ofQuery)) {
        String selected = columns.stream().map(this::selected).collect(joining(", "));
        try (ResultSet rows =
            statement.executeQuery("SELECT %s FROM memory.default.elements".formatted(selected))) {
          rows.next();
          List<String> texts = new ArrayList<>();
          for (int i = 1; i <= columns.size(); i++) {
            texts.add(rows.getString(i));
          }
          assertThat(texts)
              .containsExactly(
                  "{\"At\":\"2024-01-01 00:00:00.000 UTC\",\"n\":1}",
                  "[\"00000000-0000-0000-0000-00000000000f\"]",
                  "{\"2024-01-01\":\"12:00:00\"}",
                  "[\"a\"]",
                  "[{\"i\":[\"10.0.0.1\"],\"d\":1.50}]",
                  "{\"\":\"1 00:00:00.000\",\"\":\"2024-01-01 00:00:00 UTC\",\"\":1.50}",
                  null);
        }
      }
    }
  }

  private static String family(ColumnDescription column) {
    return column.sourceType().split("\\(", 2)[0] + column.readAsTextBecause().isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT a FORM parts | (line 1, column 15 of the query)",
        "SELECT 1 | a column has no name",
        "SELECT a FROM parts; DROP TABLE parts | mismatched input",
        "SELECT a FROM parts) x, (SELECT a FROM parts | mismatched input",
        "SELECT a FROM parts WHERE b = ? | parameters",
        "INSERT INTO parts VALUES (1, 2) | not in parentheses as a table",
        "SELECT a, b AS a FROM parts | two columns a"
      })
  void whatIsNoQueryIsRefused(String sql, String told) {
    try (Source reading = open(takingNativeQueries())) {
      assertThatThrownBy(() -> reading.describeQuery(sql.replace("parts", "default.parts")))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
          .hasMessageContaining(told);
    }
  }

  @Test
  void spooledRowsAreThoseOfTheDirectProtocolInTheirOrder() throws Exception {
    try (Source spooling = open(ofAllCatalogs());
        Source direct = open(byDirectProtocol())) {
      Schema orders =
          spooling.describe(new TableName("tpch.tiny", "orders")).orElseThrow().arrowSchema();
      SourceQuery query = new SourceQuery(MANY_ROWS, orders, 10_000, false);
      int rows = 0;
      try (SourceRead spooled = ((SqlSource) spooling).read(query, allocator);
          SourceRead expected = ((SqlSource) direct).read(query, allocator)) {
        ArrowReader reader = spooled.partitions().getFirst();
        ArrowReader expectedReader = expected.partitions().getFirst();
        while (reader.loadNextBatch()) {
          assertThat(expectedReader.loadNextBatch()).isTrue();
          assertThat(reader.getVectorSchemaRoot().equals(expectedReader.getVectorSchemaRoot()))
              .as("the batch after row %d is the same", rows)
              .isTrue();
          rows += reader.getVectorSchemaRoot().getRowCount();
        }
        assertThat(expectedReader.loadNextBatch()).isFalse();
        assertThat(segmentsOf(spooled)).isGreaterThan(10);
        assertThat(segmentsOf(expected)).isZero();
      }
      assertThat(rows).isEqualTo(225_000);
    }
  }

  private static int segmentsOf(SourceRead read) throws Exception {
    return SpooledSegments.countedIn(trino.detailsOf(read.progress().queryId().orElseThrow()));
  }

  @Test
  void segmentsThatCannotBeFetchedAreTold() {
    try (SourceRead read = read(endlessSql(), bigint("n"))) {
      ArrowReader reader = read.partitions().getFirst();
      assertThatThrownBy(
              () -> {
                while (reader.loadNextBatch()) {
                  segments.lose();
                }
              })
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE))
          .hasMessageContaining("source contracted")
          .hasMessageContaining("it has spooled rows where the gateway cannot get them")
          .hasMessageContaining("direct-protocol=true");
    }
  }

  @Test
  void closingInTheMiddleOfTheDirectProtocolLeavesNothing() throws Exception {
    try (Source direct = open(byDirectProtocol())) {
      SourceQuery query = new SourceQuery(endlessSql(), bigint("n"), 1000, false);
      try (SourceRead read = ((SqlSource) direct).read(query, allocator)) {
        assertThat(read.partitions().getFirst().loadNextBatch()).isTrue();
      }

      Eventually.holds("the server is idle", SOON, () -> runningQueries() == 0);
    }
  }

  private static Map<String, String> byDirectProtocol() {
    Map<String, String> properties = new HashMap<>(ofAllCatalogs());
    properties.put("direct-protocol", "true");
    return properties;
  }

  private Map<String, String> takingNativeQueries() {
    Map<String, String> properties = new HashMap<>(properties());
    properties.put("native-queries", "true");
    return properties;
  }

  private static Map<String, String> ofAllCatalogs() {
    return Map.of("connection-url", trino.url(), "connection-user", "reader");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:trino://host:8080/c?user=me | must look like",
        "jdbc:trino://me@host:8080/c | must look like",
        "jdbc:mysql://host/c | must look like",
        "jdbc:trino://host:8080/c | must end in ?SSL=true"
      })
  void misconfigurationsAreTold(String url, String told) {
    assertThatThrownBy(() ->
            open(
                Map.of(
                    "connection-url", url,
                    "connection-user", "reader",
                    "connection-password", "s3cret")))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_MISCONFIGURED))
        .hasMessageContaining(told)
        .hasMessageNotContaining("s3cret");
  }
}
