package io.tributary.gateway.query;

import io.tributary.gateway.testing.FixedMetadata;
import io.tributary.gateway.testing.TestGateway;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ranges of characters that UTF-16 and UTF-8 order otherwise.
class RangesOfTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x BETWEEN '｡' AND '😀'",
        "x NOT BETWEEN '｡' AND '😀'",
        "x < '｡' OR x > '😀'",
        "x > '😀' AND x < '｡'",
        "x > 'ﾀ' OR x < 'a'",
        "x >= 'ﾀ' AND x <= '𠮷' AND x <> '😀'",
        "x IN ('ﾀ', '𠮷') AND x > '｡'",
        "x > y AND y = '｡' AND x <= '😁'",
        "'😀' > '｡'"
      })
  void areWhatDuckDbTakesThemFor(String condition, @TempDir Path folder) throws SQLException {
    String sql =
        "SELECT x FROM (VALUES ('ﾀ', '｡'), ('𠮷', '｡'), ('a', '😀'), ('😀', '｡'), ('😁', '｡'),"
            + " (NULL, 'a')) t(x, y) WHERE "
            + condition;
    try (var oracle = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
        var gateway = new TestGateway(new FixedMetadata(Map.of()), folder)) {
      gateway.answer(sql).assertSameAs(gateway.answerOf(oracle, sql), false);
    }
  }
}
