package io.tributary.connector.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.LocalSource;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableKind;
import io.tributary.connector.TableName;
import io.tributary.connector.TableStatistics.ColumnStatistics;
import io.tributary.connector.TableStatistics.ValueRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DuckDbSourceTest {
  private static final int HEADER_BYTES = 4096;
  private static final int VERSION_AT = 12;

  @TempDir private Path folder;
  private LocalSource source;

  @BeforeEach
  void open() {
    source = open(file());
  }

  @AfterEach
  void close() {
    source.close();
  }

  private static LocalSource open(Path file) {
    return (LocalSource)
        new DuckDbConnector()
            .open(new SourceConfiguration("store", "duckdb", Map.of("file", file.toString()), "1"));
  }

  private Path file() {
    return folder.resolve("store.duckdb");
  }

  @Test
  void noColumnIsDroppedWhateverItsType() throws SQLException {
    write(
        """
        CREATE TABLE t (e ENUM('sad', 'ok'), s STRUCT(a INTEGER, u UUID), l INTEGER[],
          m MAP(VARCHAR, INTEGER), h HUGEINT, uh UHUGEINT, u UUID, iv INTERVAL, j JSON, b BIT,
          ttz TIMETZ, tns TIMESTAMP_NS, ts TIMESTAMP_S, tms TIMESTAMP_MS,
          un UNION(num INTEGER, str VARCHAR), arr INTEGER[3], bn BIGNUM, tn TIME_NS, bl BLOB,
          ub UBIGINT, ti TINYINT)\
        """);

    assertThat(describe("t").columns())
        .extracting(ColumnDescription::name, column -> column.readAsTextBecause().isPresent())
        .extracting(Object::toString)
        .containsExactly(
            "(\"e\", true)",
            "(\"s\", true)",
            "(\"l\", false)",
            "(\"m\", false)",
            "(\"h\", false)",
            "(\"uh\", false)",
            "(\"u\", true)",
            "(\"iv\", false)",
            "(\"j\", true)",
            "(\"b\", true)",
            "(\"ttz\", true)",
            "(\"tns\", false)",
            "(\"ts\", false)",
            "(\"tms\", false)",
            "(\"un\", true)",
            "(\"arr\", false)",
            "(\"bn\", true)",
            "(\"tn\", true)",
            "(\"bl\", false)",
            "(\"ub\", false)",
            "(\"ti\", false)");
  }

  @Test
  void keysAndCommentsComeAlong() throws SQLException {
    write(
        "CREATE TABLE p (a INTEGER, b INTEGER, c VARCHAR UNIQUE, PRIMARY KEY (a, b))",
        "CREATE TABLE q (x INTEGER, y INTEGER, FOREIGN KEY (x, y) REFERENCES p (a, b))",
        "COMMENT ON TABLE p IS 'parents'",
        "COMMENT ON COLUMN p.c IS 'code'");

    TableDescription parent = describe("p");
    assertThat(parent.comment()).isEqualTo("parents");
    assertThat(parent.columns()).extracting(ColumnDescription::comment).contains("code");
    assertThat(parent.columns())
        .extracting(column -> column.field().isNullable())
        .containsExactly(false, false, true);
    assertThat(parent.keys())
        .extracting(TableDescription.Key::primary)
        .containsExactlyInAnyOrder(true, false);
    assertThat(describe("q").foreignKeys())
        .singleElement()
        .satisfies(key -> {
          assertThat(key.referencedTable()).isEqualTo(new TableName("main", "p"));
          assertThat(key.referencedColumns()).containsExactly("a", "b");
        });
  }

  @Test
  void aViewThatNamesTablesOfMainOnlyIsReadWithMainSearched() throws SQLException {
    write(
        "CREATE TABLE t AS SELECT 1 AS i",
        "CREATE SCHEMA s",
        "CREATE VIEW s.v AS SELECT * FROM t",
        "CREATE VIEW w AS SELECT * FROM t");

    var far = source.relation(new TableName("s", "v")).database().orElseThrow();
    var near = source.relation(new TableName("main", "w")).database().orElseThrow();

    assertThat(far.searched()).isTrue();
    assertThat(far.names()).contains("t");
    assertThat(near.searched()).isFalse();
    assertThat(near.names()).contains("t");
    assertThat(source.describe(new TableName("s", "v")).orElseThrow().kind())
        .isEqualTo(TableKind.VIEW);
  }

  @Test
  void aViewMayNotReadOtherFiles() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret.csv"), "password\nhunter2\n");
    write("CREATE VIEW v AS SELECT * FROM read_csv('%s')".formatted(secret));

    assertFails(() -> describe("v"), ErrorCode.PERMISSION_DENIED, "outside of");
  }

  @Test
  void filesOfTheSameNameAreAttachedUnderDifferentOnes() throws Exception {
    write("CREATE TABLE t AS SELECT 1 AS i");
    Path other = Files.createDirectory(folder.resolve("other")).resolve("store.duckdb");
    Files.copy(file(), other);
    TableName table = new TableName("main", "t");

    try (LocalSource copy = open(other)) {
      assertThat(copy.relation(table).database().orElseThrow().name())
          .isNotEqualTo(source.relation(table).database().orElseThrow().name());
    }
  }

  @Test
  void statisticsAreDuckDbsOwn() throws SQLException {
    write(
        "CREATE TABLE t AS SELECT i, CASE WHEN i % 2 = 0 THEN i % 100 END AS half,"
            + " DATE '1970-01-02' + CAST(i % 7 AS INTEGER) AS day, 'x' AS x"
            + " FROM range(10000) r(i)");

    var statistics = source.statistics(new TableName("main", "t"));

    assertThat(statistics.rowCount()).hasValue(10_000);
    ColumnStatistics whole = Objects.requireNonNull(statistics.columns().get("i"));
    assertThat(whole.distinctCount().orElseThrow()).isBetween(7_000.0, 13_000.0);
    assertThat(whole.nullFraction()).hasValue(0);
    assertThat(whole.range()).isEqualTo(ValueRange.of(0, 9_999));
    assertThat(Objects.requireNonNull(statistics.columns().get("day")).range())
        .isEqualTo(ValueRange.of(1, 7));
    assertThat(Objects.requireNonNull(statistics.columns().get("x")).range()).isEmpty();
    ColumnStatistics half = Objects.requireNonNull(statistics.columns().get("half"));
    assertThat(half.distinctCount().orElseThrow()).isBetween(30.0, 80.0);
    assertThat(half.nullFraction()).isEqualTo(OptionalDouble.empty());
  }

  @Test
  void aFileThatIsWrittenToIsToldAsSuch() throws SQLException {
    write("CREATE TABLE t AS SELECT 1 AS i");
    try (Connection writer = DriverManager.getConnection("jdbc:duckdb:" + file())) {
      assertThat(writer.isClosed()).isFalse();
      assertFails(source::test, ErrorCode.SOURCE_UNAVAILABLE, "open for writing elsewhere");
    }
    source.test();
  }

  @Test
  void aWriterNeedNotWaitBetweenTwoQuestions() throws SQLException {
    write("CREATE TABLE t AS SELECT 1 AS i");
    source.test();

    write("INSERT INTO t VALUES (2)");

    assertThat(source.statistics(new TableName("main", "t")).rowCount()).hasValue(2);
  }

  @Test
  void aNewerStorageVersionIsToldAsSuch() throws Exception {
    write("CREATE TABLE t AS SELECT 1 AS i");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file())).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(VERSION_AT, 1000);
    bytes.putLong(0, checksum(bytes));
    Files.write(file(), bytes.array());

    assertFails(
        source::test,
        ErrorCode.SOURCE_MISCONFIGURED,
        "another version of DuckDB",
        "1000",
        "between");
  }

  /// Of the file's header, as DuckDB computes it.
  private static long checksum(ByteBuffer file) {
    long sum = 5381;
    for (int i = Long.BYTES; i < HEADER_BYTES; i += Long.BYTES) {
      sum ^= file.getLong(i) * 0xbf58476d1ce4e5b9L;
    }
    return sum;
  }

  @Test
  void aFileThatIsNoDatabaseIsToldAsSuch() throws IOException {
    Files.writeString(file(), "id,name\n1,Ada\n");

    assertFails(source::test, ErrorCode.SOURCE_MISCONFIGURED, "is no DuckDB database");
  }

  @Test
  void aRelativePathIsRefused() {
    assertThatThrownBy(() -> open(Path.of("store.duckdb")))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_MISCONFIGURED));
  }

  private static void assertFails(ThrowingCallable call, ErrorCode code, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ConnectorException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining("source store")
        .hasMessageContainingAll(words);
  }

  private TableDescription describe(String table) {
    return source.describe(new TableName("main", table)).orElseThrow();
  }

  private void write(String... statements) throws SQLException {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:" + file());
        Statement statement = duckDb.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
