package io.tributary.connector.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.SourceQuery;
import io.tributary.connector.SourceRead;
import io.tributary.connector.SqlSource;
import io.tributary.connector.TableName;
import io.tributary.testing.Eventually;
import io.tributary.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.core.BaseConnection;

/// Rows by COPY are those of a cursor. COPY refuses a query that ends in a semicolon, so that it is
/// read by a cursor.
final class PostgresqlCopyTest {
  private static final String HOW = "SELECT current_query()";

  private static PostgresServer server;
  private static SqlSource source;

  private final BufferAllocator allocator = new RootAllocator();

  @BeforeAll
  static void start() {
    server = PostgresServer.start();
    source = open(server.user(), server.password());
  }

  @AfterAll
  static void stop() {
    source.close();
    server.close();
  }

  @AfterEach
  void nothingIsLeftAllocated() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {HOW, HOW + " -- without an end of its own", "TABLE how"})
  void rowsComeByCopy(String sql) throws Exception {
    server.execute("CREATE OR REPLACE VIEW how AS " + HOW);

    assertThat(rows(sql, texts(1))).singleElement().asString().startsWith("[COPY (");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'{}'::jsonb", "1.5::numeric", "'a'::char(3)", "interval '1 day'"})
  void aTypeThatIsNotDecodedBringsACursor(String expression) throws Exception {
    assertThat(rows(HOW + ", " + expression, texts(2)))
        .singleElement()
        .asString()
        .startsWith("[SELECT");
  }

  @Test
  void aQueryThatCopyDoesNotTakeBringsACursor() throws Exception {
    assertThat(rows("SHOW integer_datetimes", texts(1))).containsExactly("[on]");
    assertThat(rows(HOW + ";", texts(1))).singleElement().asString().startsWith("[SELECT");
  }

  @Test
  void aQueryThatCopyDoesNotTakeKeepsItsSettings() throws Exception {
    SourceQuery query = new SourceQuery("SHOW enable_nestloop", texts(1), 100, true);

    assertThat(rows(source, query)).containsExactly("[off]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "boolean | true, false, NULL",
        "smallint | 0, -1, 32767, -32768, NULL",
        "integer | 0, -1, 2147483647, -2147483648, NULL",
        "bigint | 0, -1, 9223372036854775807, -9223372036854775808, NULL",
        "real | 0, '-0', 1.5, 3.4028235e38, 1e-45, 'NaN', 'Infinity', '-Infinity', NULL",
        "double precision | 0, '-0', 0.1, 1.7976931348623157e308, 5e-324, 'NaN', 'Infinity',"
            + " '-Infinity', NULL",
        "numeric(4,2) | 0, 0.01, -0.01, 99.99, -99.99, 10, NULL",
        "numeric(18,0) | 1, 10000, 100000000, 999999999999999999, -999999999999999999, NULL",
        "numeric(19,4) | 0.0001, 922337203685477.5807, -922337203685477.5808, 1000000000000, NULL",
        "numeric(38,0) | 18446744073709551615, 18446744073709551616, -18446744073709551616,"
            + " 99999999999999999999999999999999999999, -99999999999999999999999999999999999999",
        "numeric(38,38) | 0.00000000000000000000000000000000000001, -0.1,"
            + " 0.99999999999999999999999999999999999999, NULL",
        "numeric(5,-3) | 12345678, -1000, NULL",
        "numeric | 1e100, 0.1, 'NaN', 'Infinity', NULL",
        "numeric(40,2) | 12345678901234567890123456789012345678.91, NULL",
        "text | '', 'a', 'Grüße 世界 🌊', E'tab\\tline\\n\\\\', 'NULL', NULL",
        "varchar(9) | '', 'ninechars', NULL",
        "char(4) | 'ab', '', NULL",
        "name | 'n', NULL",
        "bytea | '', '\\x00ff0a', NULL",
        "date | '4713-01-01 BC', '1970-01-01', '1999-12-31', '2000-01-01', '5874897-12-31', NULL",
        "time | '00:00', '23:59:59.999999', NULL",
        "timestamp | '4713-01-01 BC', '1969-12-31 23:59:59.999999', '2000-01-01',"
            + " '294246-12-31 23:59:59.999999', NULL",
        "timestamptz | '1970-01-01 01:00:00+01', '2024-02-01 12:00:00-08', NULL",
        "timetz | '12:00+02', NULL",
        "interval | '1 year 2 months -3 days 04:05:06.789', '0', NULL",
        "uuid | 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', NULL",
        "json | '{\"a\": [1,null]}', NULL",
        "jsonb | '{\"a\": [1,null]}', NULL",
        "inet | '10.0.0.1/8', '::1', NULL",
        "money | -1234.5, NULL",
        "integer[] | '{}', '{1,NULL,3}', '[0:1]={5,6}', NULL",
        "text[] | '{}', '{a,NULL,\"\",\"b,c\"}', NULL",
        "boolean[] | '{t,NULL,f}', NULL",
        "bytea[] | '{\"\\\\x00ff\",NULL}', NULL",
        "double precision[] | '{NaN,Infinity,-0,NULL}', NULL",
        "numeric(38,3)[] | '{1.5,NULL,-12345678901234567890123456789012345.678}', NULL",
        "date[] | '{1970-01-02,NULL}', NULL",
        "timestamptz[] | '{1970-01-01 00:00:01+00,NULL}', NULL",
        "uuid[] | '{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11,NULL}', NULL",
      })
  void everyTypesValuesAreThoseOfACursor(String type, String literals) throws Exception {
    String values =
        Stream.of(literals.split(", "))
            .map(literal -> "(CAST(%s AS %s))".formatted(literal, type))
            .collect(Collectors.joining(", "));
    ColumnDescription column = column(type);
    server.execute("INSERT INTO edge (v) VALUES " + values);
    String read = column.readAsTextBecause().isPresent() ? "v::text" : "v";
    String sql = "SELECT " + HOW.substring(7) + " LIKE 'COPY%', " + read + " FROM edge ORDER BY i";
    Schema schema =
        new Schema(List.of(Field.nullable("copied", ArrowType.Bool.INSTANCE), column.field()));

    List<String> copied = rows(sql, schema);
    List<String> fetched = rows(sql + ";", schema);

    assertThat(copied).allMatch(row -> row.startsWith("[true, "));
    assertThat(fetched).allMatch(row -> row.startsWith("[false, "));
    assertThat(copied)
        .hasSizeGreaterThan(1)
        .containsExactlyElementsOf(
            fetched.stream().map(row -> row.replaceFirst("false", "true")).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'infinity'::date | date",
        "'-infinity'::timestamp | timestamp",
        "'NaN'::numeric | numeric(5,2)",
        "'24:00'::time | time",
        "1::numeric/3 | numeric(5,2)",
        "'{{1}}'::int[] | int[]",
        "'x'::text | int",
        "1/(random()*0)::int | int",
      })
  void whatFailsFailsAsWithACursor(String expression, String type) {
    Schema schema = new Schema(List.of(column(type).field()));

    Throwable copied = catchThrowable(() -> rows("SELECT " + expression, schema));
    Throwable fetched = catchThrowable(() -> rows("SELECT " + expression + ";", schema));

    assertThat(copied).isInstanceOf(ConnectorException.class).hasMessage(fetched.getMessage());
    assertThat(((ConnectorException) copied).code())
        .isEqualTo(((ConnectorException) fetched).code());
  }

  @Test
  void aResultWithoutRowsIsEmpty() throws Exception {
    assertThat(rows("SELECT 'x' WHERE false", texts(1))).isEmpty();
  }

  @Test
  void rowsWithoutColumnsAreCounted() throws Exception {
    assertThat(rows("SELECT FROM generate_series(1, 250)", texts(0))).hasSize(250);
  }

  @Test
  void afterTheLastRowTheConnectionIsIdleAndServesAgain() throws Exception {
    try (SqlSource single = open(server.user(), server.password())) {
      List<String> first = rows(single, backend());

      assertThat(states()).doesNotContain("idle in transaction");
      assertThat(rows(single, backend())).isEqualTo(first);
    }
  }

  @Test
  void afterAFailureTheConnectionIsIdleAndServesAgain() throws Exception {
    try (SqlSource single = open(server.user(), server.password())) {
      List<String> first = rows(single, backend());
      String failing = "SELECT (1 / (5000 - i))::text FROM generate_series(1, 9999) s(i)";
      assertThatThrownBy(() -> rows(single, new SourceQuery(failing, texts(1), 100, false)))
          .isInstanceOfSatisfying(
              ConnectorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_ERROR))
          .hasMessage("source sales failed: division by zero");
      assertThatThrownBy(
              () -> rows(single, new SourceQuery("SELECT nothing", texts(1), 100, false)))
          .hasMessage("source sales failed: column \"nothing\" does not exist");

      assertThat(states()).doesNotContain("idle in transaction (aborted)");
      assertThat(rows(single, backend())).isEqualTo(first);
    }
  }

  @Test
  void aReadThatEndsBeforeItsLastRowLeavesNothing() throws Exception {
    try (SourceRead read =
        source.read(
            new SourceQuery(
                "SELECT repeat('x', 1000) FROM generate_series(1, 10000000)", texts(1), 100, false),
            allocator)) {
      assertThat(read.partitions().getFirst().loadNextBatch()).isTrue();
    }

    Eventually.holds(
        "the server is idle", Duration.ofSeconds(1), () -> !states().contains("active"));
  }

  @Test
  void aTimeoutOfTheRoleHolds() {
    server.execute(
        "CREATE ROLE hasty LOGIN PASSWORD 'hasty'", "ALTER ROLE hasty SET statement_timeout = 100");
    try (SqlSource hasty = open("hasty", "hasty")) {
      SourceQuery slow = new SourceQuery("SELECT 'x' FROM pg_sleep(60)", texts(1), 100, false);
      assertThatThrownBy(() -> rows(hasty, slow))
          .isInstanceOf(ConnectorException.class)
          .hasMessageContaining("statement timeout");
    }
  }

  @Test
  void describingAQueryLocksItsTablesInAReadOnlyTransaction() throws Exception {
    server.execute("CREATE TABLE described (a int, b text)");
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      BaseConnection postgres = connection.unwrap(BaseConnection.class);

      assertThat(ResultTypes.of(postgres, "SELECT b, a FROM described")).containsExactly(25, 23);

      assertThat(
              value(
                  statement,
                  "SELECT mode FROM pg_locks WHERE relation = 'described'::regclass AND granted"))
          .isEqualTo("AccessShareLock");
      assertThat(value(statement, "SHOW transaction_read_only")).isEqualTo("on");
    }
  }

  private static SqlSource open(String user, String password) {
    return (SqlSource)
        new PostgresqlConnector()
            .open(
                new SourceConfiguration(
                    "sales",
                    "postgresql",
                    Map.of(
                        "connection-url",
                        server.jdbcUrl(),
                        "connection-user",
                        user,
                        "connection-password",
                        password,
                        "connection-pool-size",
                        "1"),
                    "1"));
  }

  private static SourceQuery backend() {
    return new SourceQuery("SELECT pg_backend_pid()::text", texts(1), 100, false);
  }

  private static List<String> states() throws SQLException {
    List<String> states = new ArrayList<>();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT state FROM pg_stat_activity WHERE application_name = 'tributary'")) {
      while (rows.next()) {
        states.add(rows.getString(1));
      }
    }
    return states;
  }

  private static String value(Statement statement, String sql) throws SQLException {
    try (var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static Schema texts(int columns) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      fields.add(Field.nullable("c" + i, ArrowType.Utf8.INSTANCE));
    }
    return new Schema(fields);
  }

  /// A column of a type as the source describes it.
  private static ColumnDescription column(String type) {
    server.execute(
        "DROP TABLE IF EXISTS edge", "CREATE TABLE edge (i serial, v %s)".formatted(type));
    return source.describe(new TableName("public", "edge")).orElseThrow().columns().getLast();
  }

  private List<String> rows(String sql, Schema schema) throws Exception {
    return rows(source, new SourceQuery(sql, schema, 3, false));
  }

  private List<String> rows(SqlSource from, SourceQuery query) throws Exception {
    List<String> rows = new ArrayList<>();
    try (SourceRead read = from.read(query, allocator)) {
      ArrowReader reader = read.partitions().getFirst();
      while (reader.loadNextBatch()) {
        VectorSchemaRoot root = reader.getVectorSchemaRoot();
        for (int i = 0; i < root.getRowCount(); i++) {
          int row = i;
          rows.add(
              root.getFieldVectors().stream().map(vector -> text(vector, row)).toList().toString());
        }
      }
    }
    return rows;
  }

  private static @Nullable String text(FieldVector vector, int index) {
    Object value = vector.getObject(index);
    return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
  }
}
