package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.files.FilesConnector;
import io.tributary.gateway.testing.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Writes into files.
final class FilesWritingTest extends WritingContract {

  @Override
  ConnectorFactory connector() {
    return new FilesConnector();
  }

  @Override
  Map<String, String> properties() throws IOException {
    return Map.of(
        "location",
        "%s,%s,%s/*/part*.parquet,%s"
            .formatted(
                Files.createDirectories(place()),
                Files.createDirectories(second()),
                Files.createDirectories(globbed()),
                Files.createDirectories(rooted())));
  }

  private static Path place() {
    return folder.resolve("lake");
  }

  private static Path second() {
    return folder.resolve("second");
  }

  private static Path globbed() {
    return folder.resolve("globbed");
  }

  private static Path rooted() {
    return folder.resolve("rooted");
  }

  /// A file as others write it.
  private static void write(Path file, String rows) throws Exception {
    Files.createDirectories(file.getParent());
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(rows, file));
    }
  }

  @Override
  String schema() {
    return "main";
  }

  @AfterEach
  void nothingHiddenIsLeft() throws IOException {
    try (var files = Files.walk(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".tributary"));
    }
  }

  @Override
  @Test
  void whatIsNotNullIsLeftToTheSource() {
    assertThat(
            failure(
                "CREATE TABLE %s (a INTEGER NOT NULL)".formatted(table("t")),
                "column a: files cannot keep NOT NULL"))
        .isEqualTo(ErrorCode.NOT_SUPPORTED);
  }

  @Override
  @Test
  void rowsAreDeletedAndCounted() {
    answer("CREATE TABLE %s AS SELECT 1::BIGINT AS a".formatted(table("t")));
    assertThat(failure("DELETE FROM %s WHERE a = 2".formatted(table("t")), "kept in files"))
        .isEqualTo(ErrorCode.NOT_SUPPORTED);
  }

  @Override
  @Test
  void whatTheSourceCannotTellAloneIsNotDeleted() {
    answer("CREATE TABLE %s AS SELECT 1::BIGINT AS a".formatted(table("t")));
    for (String sql : List.of("DELETE FROM %s", "UPDATE %s SET a = 2 WHERE a = 1")) {
      assertThat(failure(sql.formatted(table("t")), "kept in files", "replace it"))
          .isEqualTo(ErrorCode.NOT_SUPPORTED);
    }
    assertThat(count("SELECT a FROM " + table("t"))).isEqualTo(1);
  }

  @Override
  @Test
  void aTableIsEmptied() {
    answer("CREATE TABLE %s AS SELECT 1::BIGINT AS a".formatted(table("t")));
    assertThat(failure("TRUNCATE " + table("t"), "kept in files", "replace it"))
        .isEqualTo(ErrorCode.NOT_SUPPORTED);
    assertThat(count("SELECT a FROM " + table("t"))).isEqualTo(1);
  }

  @Test
  void everyTypeComesBackAsItWas() {
    String values =
        """
        SELECT * FROM (VALUES
          (1, true, (-128)::TINYINT, (-32768)::SMALLINT, (-9223372036854775808)::BIGINT,
           255::UTINYINT, 65535::USMALLINT, 4294967295::UINTEGER, 18446744073709551615::UBIGINT,
           1.1::REAL, 'NaN'::DOUBLE, (-0.05)::DECIMAL(5,2),
           99999999999999999999999999999999999999::DECIMAL(38,0), 'Grüße 🌊 ''', '\\x00\\xFF'::BLOB,
           DATE '0001-12-31', TIME '23:59:59.999999', TIMESTAMP '1969-12-31 23:59:59.999999',
           TIMESTAMPTZ '2024-02-29 12:00:00.5+02', [1, NULL], {'x': 1, 'y': 'z'}),
          (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
           NULL, NULL, NULL, NULL, NULL, NULL))
        t(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, u, v)\
        """;
    assertThat(count("CREATE TABLE %s AS %s".formatted(table("t"), values))).isEqualTo(2);
    assertSame(
        "SELECT * FROM %s ORDER BY a".formatted(table("t")),
        "SELECT * FROM (%s) ORDER BY a".formatted(values));
  }

  @Test
  void intervalsOfMillisecondsComeBackAsTheyWere() {
    String values = "SELECT INTERVAL '1 month 2 days 1.001 seconds' AS v UNION ALL SELECT NULL";
    answer("CREATE TABLE %s AS %s".formatted(table("t"), values));
    answer("INSERT INTO %s SELECT INTERVAL '0.5 seconds'".formatted(table("t")));
    assertSame(
        "SELECT v FROM %s ORDER BY v".formatted(table("t")),
        "SELECT v FROM (%s UNION ALL SELECT INTERVAL '0.5 seconds') ORDER BY v".formatted(values));
  }

  @Test
  void anIntervalThatParquetWouldCutOffIsRefused() {
    String values = "SELECT INTERVAL '1.000001 second' AS v";
    answer("CREATE TABLE %s AS SELECT INTERVAL '1 second' AS v".formatted(table("kept")));
    for (String sql :
        List.of(
            "CREATE TABLE %s AS %s".formatted(table("t"), values),
            "INSERT INTO %s %s".formatted(table("kept"), values))) {
      assertThat(failure(sql, "column v", "milliseconds")).isEqualTo(ErrorCode.DATA_ERROR);
    }
    assertThat(count("SELECT count(*) FROM " + table("kept"))).isEqualTo(1);
  }

  @Test
  void intervalsWithinListsAreRefused() {
    assertThat(
            failure(
                "CREATE TABLE %s AS SELECT [INTERVAL '1 second'] AS v".formatted(table("t")),
                "column v",
                "columns of their own"))
        .isEqualTo(ErrorCode.NOT_SUPPORTED);
  }

  @Test
  void aTableIsReplacedFromItself() {
    answer("CREATE TABLE %s AS SELECT 1::INTEGER AS a".formatted(table("t")));
    assertThat(
            count(
                "CREATE OR REPLACE TABLE %1$s AS SELECT a + 1 AS b FROM %1$s"
                    .formatted(table("t"))))
        .isEqualTo(1);
    assertSame("SELECT * FROM " + table("t"), "SELECT 2::INTEGER AS b");
  }

  @Test
  void aTableIsPartitionedByColumns() {
    assertThat(
            count(
                "CREATE TABLE %s WITH (format = 'parquet', partitioned_by = ARRAY['k']) AS SELECT i, 'k' || i %% 3 AS k FROM range(100) r(i)"
                    .formatted(table("t"))))
        .isEqualTo(100);
    assertThat(place().resolve("t/k=k1")).isDirectory();
    assertThat(count("INSERT INTO %s VALUES (1000, 'k9'), (1001, NULL)".formatted(table("t"))))
        .isEqualTo(2);
    assertSame(
        "SELECT k, count(*), sum(i) FROM %s GROUP BY k ORDER BY k".formatted(table("t")),
        "SELECT k, count(*), sum(i) FROM (SELECT i, 'k' || i % 3 AS k FROM range(100) r(i)"
            + " UNION ALL VALUES (1000, 'k9'), (1001, NULL)) GROUP BY k ORDER BY k");
  }

  /// DuckDB still reads batches on other threads when the next one is converted.
  @Test
  void manyRowsAreConvertedAsTheyAre() {
    answer("CREATE TABLE %s (a BIGINT)".formatted(table("t")));
    assertThat(
            count(
                "INSERT INTO %s SELECT i::INTEGER FROM range(1, 1000001) r(i)"
                    .formatted(table("t"))))
        .isEqualTo(1_000_000);
    assertSame(
        "SELECT count(DISTINCT a), min(a), max(a) FROM " + table("t"),
        "SELECT 1000000::BIGINT, 1::BIGINT, 1000000::BIGINT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"k=1/a.parquet k=2/b.parquet", "a.parquet b.parquet"})
  void rowsAreAddedWhereTheTableIs(String files) throws Exception {
    String columns = files.contains("=") ? "1::BIGINT AS i" : "1::BIGINT AS i, 3::BIGINT AS k";
    for (String file : files.split(" ", -1)) {
      write(second().resolve("t").resolve(file), "SELECT " + columns);
    }
    assertThat(count("INSERT INTO %s (i, k) VALUES (2, 3)".formatted(table("t")))).isEqualTo(1);
    assertThat(count("SELECT count(*) FROM " + table("t"))).isEqualTo(3);
    assertThat(place().resolve("t")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"k=1/a.parquet k=2/b.parquet", "a.parquet b.parquet"})
  void otherFilesOfItsFolderOutliveATable(String files) throws Exception {
    String table = files.contains("=") ? "partitioned" : "whole";
    Path own = place().resolve(table);
    for (String file : files.split(" ", -1)) {
      write(own.resolve(file), "SELECT 1 AS i");
    }
    Path mark = own.resolve(files.split(" ", -1)[0]).resolveSibling("_SUCCESS");
    List<Path> others = List.of(mark, own.resolve("README.md"));
    for (Path other : others) {
      Files.writeString(other, "");
    }
    answer("DROP TABLE " + table(table));
    try (var left = Files.walk(own).filter(Files::isRegularFile)) {
      assertThat(left).containsExactlyInAnyOrderElementsOf(others);
    }
    assertThat(
            failure(
                "CREATE TABLE %s WITH (partitioned_by = ['k']) AS SELECT 1 AS i, 1 AS k"
                    .formatted(table(table)),
                own + " is there, but is no table"))
        .isEqualTo(ErrorCode.NOT_SUPPORTED);
  }

  @Test
  void aFolderThatIsEmptyGoesWithItsTable() {
    answer(
        "CREATE TABLE %s WITH (partitioned_by = ARRAY['k']) AS SELECT i, i AS k FROM range(3) r(i)"
            .formatted(table("t")));
    answer("DROP TABLE " + table("t"));
    assertThat(place().resolve("t")).doesNotExist();
  }

  @Test
  void rowsThatAGlobWouldLeaveOutAreNotAdded() throws Exception {
    for (String file : List.of("t/part1.parquet", "t/part2.parquet")) {
      write(globbed().resolve(file), "SELECT 1::BIGINT AS i");
    }
    assertThat(failure("INSERT INTO %s VALUES (2)".formatted(table("t")), "by the location"))
        .isEqualTo(ErrorCode.NOT_SUPPORTED);
    assertThat(count("SELECT count(*) FROM " + table("t"))).isEqualTo(2);
  }

  @Test
  void rowsAreAddedToATableThatIsAWholeLocation() throws Exception {
    for (String file : List.of("k=1/a.parquet", "k=2/b.parquet")) {
      write(rooted().resolve(file), "SELECT 1::BIGINT AS i");
    }
    assertThat(count("INSERT INTO %s (i, k) VALUES (2, 3), (3, 1)".formatted(table("rooted"))))
        .isEqualTo(2);
    assertSame(
        "SELECT i, k FROM %s ORDER BY i, k".formatted(table("rooted")),
        "FROM (VALUES (1::BIGINT, 1::BIGINT), (1, 2), (2, 3), (3, 1)) t(i, k)");
    assertThat(
            failure(
                "INSERT INTO %s SELECT CASE WHEN i = 9 THEN error('stop') ELSE i END, i FROM range(10) r(i)"
                    .formatted(table("rooted")),
                "stop"))
        .isNotNull();
    assertThat(count("SELECT count(*) FROM " + table("rooted"))).isEqualTo(4);
    answer("DROP TABLE " + table("rooted"));
    assertThat(rooted()).isEmptyDirectory();
  }

  @Test
  void rowsAreAddedToOneFileWithoutChangingItsTypes() throws Exception {
    write(
        place().resolve("t.parquet"),
        "SELECT 1::INTEGER AS a, '12:00:00+00'::TIMETZ AS z, '12:00:00.000000001'::TIME_NS AS n,"
            + " '00112233-4455-6677-8899-aabbccddeeff'::UUID AS u, '[1]'::JSON AS j");
    Answer before = answer("SELECT * FROM " + table("t"));
    List<String> types = types(place().resolve("t.parquet"));
    assertThat(count("INSERT INTO %1$s SELECT * FROM %1$s".formatted(table("t")))).isEqualTo(1);
    assertThat(types(place().resolve("t.parquet"))).isEqualTo(types);
    assertThat(answer("SELECT DISTINCT * FROM " + table("t")).rows()).isEqualTo(before.rows());
  }

  private static List<String> types(Path file) throws Exception {
    List<String> types = new ArrayList<>();
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var columns =
            connection.createStatement().executeQuery("DESCRIBE FROM '%s'".formatted(file))) {
      while (columns.next()) {
        types.add(columns.getString(2));
      }
    }
    return types;
  }

  @Test
  void noRowsAreAdded() {
    answer(
        "CREATE TABLE %s WITH (partitioned_by = ARRAY['k']) AS SELECT 1 AS i, 'a' AS k"
            .formatted(table("t")));
    assertThat(count("INSERT INTO %s SELECT 1, 'b' WHERE 1 = 2".formatted(table("t")))).isZero();
    assertThat(count("SELECT count(*) FROM " + table("t"))).isEqualTo(1);
  }

  @Test
  void aPartitionedTableIsMadeOfSomeRows() {
    assertThat(
            failure(
                "CREATE TABLE %s WITH (partitioned_by = ARRAY['k']) AS SELECT 1 AS i, 'a' AS k WHERE 1 = 2"
                    .formatted(table("t")),
                "without rows would leave no files"))
        .isEqualTo(ErrorCode.NOT_SUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'a'; '7'", "1::BIGINT; NULL"})
  void partitionsAreReadBackWithThoseThatAreThere(String keys) {
    String[] key = keys.split("; ", -1);
    answer(
        "CREATE TABLE %s WITH (partitioned_by = ARRAY['k']) AS SELECT 1 AS i, %s AS k"
            .formatted(table("t"), key[0]));
    assertThat(count("INSERT INTO %s VALUES (2, %s)".formatted(table("t"), key[1]))).isEqualTo(1);
    assertSame(
        "SELECT * FROM %s ORDER BY i".formatted(table("t")),
        "FROM (VALUES (1, %s), (2, %s)) t(i, k) ORDER BY i".formatted(key[0], key[1]));
  }

  @Test
  void aPartitionOfAnotherTypeIsRefused() {
    assertThat(
            failure(
                "CREATE TABLE %s WITH (partitioned_by = ['k']) AS SELECT 1 AS i, '7' AS k"
                    .formatted(table("t")),
                "column k",
                "VARCHAR would be read back as BIGINT"))
        .isEqualTo(ErrorCode.TYPE_MISMATCH);
    assertThat(failure("SELECT * FROM " + table("t"))).isEqualTo(ErrorCode.TABLE_NOT_FOUND);
  }

  @Test
  void aTableIsWrittenAsText() throws IOException {
    for (String format : List.of("csv", "json")) {
      answer(
          "CREATE TABLE %s WITH (format = '%s') AS SELECT 1 AS a, 'x,\"y' AS b UNION ALL SELECT 2, NULL"
              .formatted(table("t"), format));
      assertThat(answer("SELECT * FROM %s ORDER BY a".formatted(table("t"))).rows())
          .hasToString("[[1, x,\"y], [2, NULL]]");
      answer("DROP TABLE " + table("t"));
    }
    assertThat(
            failure(
                "CREATE TABLE %s WITH (format = 'csv') AS SELECT '' AS b".formatted(table("t")),
                "an empty text would be read as NULL"))
        .isEqualTo(ErrorCode.DATA_ERROR);
  }

  @Test
  void anEmptyBlobIsNotWrittenAsCsv() {
    assertThat(
            failure(
                "CREATE TABLE %s WITH (format = 'csv') AS SELECT ''::BLOB AS b"
                    .formatted(table("t")),
                "column b: an empty BLOB would be read as NULL"))
        .isEqualTo(ErrorCode.DATA_ERROR);
  }

  @Test
  void anEmptyPartitionIsAdded() {
    answer(
        "CREATE TABLE %s WITH (partitioned_by = ARRAY['k']) AS SELECT 1 AS i, 'a' AS k"
            .formatted(table("t")));
    answer("INSERT INTO %s VALUES (2, '')".formatted(table("t")));
    assertSame(
        "SELECT i, k FROM %s ORDER BY i".formatted(table("t")),
        "FROM (VALUES (1, 'a'), (2, '')) t(i, k)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x*y", "x?", "x[1]", "x{a,b}"})
  void aNameThatWouldBeAPatternIsRefused(String name) throws Exception {
    assertThat(
            failure(
                "CREATE TABLE shop.main.\"%s\" AS SELECT 1 AS a".formatted(name),
                "a file cannot be called " + name))
        .isEqualTo(ErrorCode.NOT_SUPPORTED);
    try (var files = Files.list(place())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(file -> file.startsWith(name));
    }
  }

  @Test
  void unknownOptionsAreErrors() {
    assertThat(
            failure(
                "CREATE TABLE %s WITH (colour = 'red') AS SELECT 1 AS a".formatted(table("t")),
                "format and partitioned_by, not colour"))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(
            failure(
                "CREATE TABLE %s WITH (format = 'xml') AS SELECT 1 AS a".formatted(table("t")),
                "parquet, csv or json, not xml"))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
  }
}
