package io.tributary.connector.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableName;
import io.tributary.connector.TableStatistics.ColumnStatistics;
import io.tributary.connector.TableStatistics.ValueRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class H2SourceTest {
  @TempDir private Path folder;

  private static Source open(String url) {
    return new H2Connector()
        .open(new SourceConfiguration("shop", "h2", Map.of("connection-url", url), "1"));
  }

  private void write(String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("shop"), "sa", "");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void aFileIsReadAndLeftAsItIs() throws Exception {
    write(
        "CREATE TABLE p (a INT, b INT, c VARCHAR(9) UNIQUE, PRIMARY KEY (a, b))",
        "CREATE TABLE q (x INT, y INT, FOREIGN KEY (x, y) REFERENCES p (a, b))",
        "COMMENT ON TABLE p IS 'parents'",
        "INSERT INTO p VALUES (1, 2, 'x'), (2, 3, NULL)");
    byte[] before = Files.readAllBytes(folder.resolve("shop.mv.db"));

    try (Source source = open("jdbc:h2:file:" + folder.resolve("shop"))) {
      TableDescription parent = source.describe(new TableName("PUBLIC", "P")).orElseThrow();
      assertThat(parent.comment()).isEqualTo("parents");
      assertThat(parent.columns())
          .extracting(ColumnDescription::sourceType)
          .containsExactly("INTEGER", "INTEGER", "CHARACTER VARYING(9)");
      assertThat(parent.keys())
          .extracting(TableDescription.Key::primary)
          .containsExactlyInAnyOrder(true, false);
      assertThat(source.describe(new TableName("PUBLIC", "Q")).orElseThrow().foreignKeys())
          .singleElement()
          .satisfies(key -> {
            assertThat(key.referencedTable()).isEqualTo(parent.name());
            assertThat(key.referencedColumns()).containsExactly("A", "B");
          });
      assertThat(source.statistics(parent.name()).rowCount()).hasValue(2);
    }

    assertThat(Files.readAllBytes(folder.resolve("shop.mv.db"))).isEqualTo(before);
  }

  @Test
  void statisticsAreOfTheLastAnalysisAndTheEndsOfIndexes() throws Exception {
    write(
        """
        CREATE TABLE t (id INT PRIMARY KEY, n BIGINT, few INT, price NUMERIC(9, 2) NOT NULL,
          at_day DATE NOT NULL, at TIMESTAMP(6) NOT NULL, word VARCHAR NOT NULL)\
        """,
        "CREATE INDEX ns ON t (n)",
        "CREATE INDEX prices ON t (price DESC, n)",
        "CREATE INDEX days ON t (at_day)",
        "CREATE INDEX ats ON t (at)",
        "CREATE INDEX words ON t (word)",
        """
        INSERT INTO t SELECT x, nullif(x, 5), x % 3, x * 1.5, DATE '1970-01-01' - x % 2,
          TIMESTAMP '1970-01-01 00:00:00.5' + x % 2, 'word'
        FROM system_range(1, 1000)\
        """);

    assertThat(columnsOfT())
        .as("before the first analysis")
        .isEqualTo(
            Map.of(
                "ID", known(OptionalDouble.empty(), ValueRange.of(1, 1000)),
                "PRICE", known(OptionalDouble.empty(), ValueRange.of(1.5, 1500)),
                "AT_DAY", known(OptionalDouble.empty(), ValueRange.of(-1, 0)),
                "AT", known(OptionalDouble.empty(), ValueRange.of(5e5, 86_400e6 + 5e5))));

    write("ANALYZE");

    assertThat(columnsOfT())
        .containsEntry("ID", known(OptionalDouble.of(1000), ValueRange.of(1, 1000)))
        .containsEntry("N", known(OptionalDouble.of(1000), Optional.empty()))
        .containsEntry("FEW", known(OptionalDouble.of(10), Optional.empty()))
        .containsEntry("WORD", known(OptionalDouble.of(10), Optional.empty()));
  }

  private Map<String, ColumnStatistics> columnsOfT() {
    try (Source source = open("jdbc:h2:file:" + folder.resolve("shop"))) {
      return source.statistics(new TableName("PUBLIC", "T")).columns();
    }
  }

  private static ColumnStatistics known(OptionalDouble distinct, Optional<ValueRange> range) {
    return new ColumnStatistics(distinct, OptionalDouble.empty(), range);
  }

  @ParameterizedTest
  @CsvSource({"SET COLLATION GERMAN STRENGTH PRIMARY,GERMAN", "SET IGNORECASE TRUE,IGNORECASE"})
  void aDatabaseThatTakesOtherTextsForEqualIsRefused(String setting, String named)
      throws Exception {
    write(setting, "CREATE TABLE words (word VARCHAR)");

    try (Source source = open("jdbc:h2:file:" + folder.resolve("shop"))) {
      assertThatThrownBy(() -> source.describe(new TableName("PUBLIC", "WORDS")))
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SUPPORTED))
          .hasMessageContaining(named);
    }
  }

  @Test
  void aFileThatIsMissingIsNotMade() throws Exception {
    try (Source source = open("jdbc:h2:file:" + folder.resolve("gone"))) {
      assertThatThrownBy(source::test)
          .isInstanceOfSatisfying(
              ConnectorException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE))
          .hasMessageContaining("shop");
    }
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:file:/data/shop;INIT=RUNSCRIPT FROM 'http://example.org/x.sql'",
        "jdbc:h2:file:/data/shop;MODE=Oracle",
        "jdbc:h2:file:/data/shop;PASSWORD=hunter2",
        "jdbc:h2:~/shop",
        "jdbc:h2:mem:shop",
        "jdbc:h2:zip:/data/x.zip!/shop",
        "jdbc:postgresql://localhost/shop"
      })
  void settingsThatDoMoreThanConnectAreRefused(String url) {
    assertThatThrownBy(() -> open(url))
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_MISCONFIGURED))
        .hasMessageContaining("connection-url")
        .hasMessageNotContaining("hunter2");
  }
}
