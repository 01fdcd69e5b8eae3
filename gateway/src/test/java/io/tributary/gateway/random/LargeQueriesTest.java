package io.tributary.gateway.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.EngineChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Queries that programs write: long, wide or deep. They are answered, or refused in clear words.
class LargeQueriesTest {

  private static final long TABLES = 1;

  @TempDir private static Path folder;
  private static Federation federation;

  @BeforeAll
  static void open() {
    federation = Federation.withoutServers(RandomTables.generate(TABLES), folder);
  }

  @AfterAll
  static void close() {
    federation.close();
  }

  private static String joined(int parts, String separator, IntFunction<String> part) {
    return IntStream.range(0, parts).mapToObj(part).collect(Collectors.joining(separator));
  }

  private static List<List<Object>> rows(String sql) {
    return federation.answer(sql, EngineChoice.AUTO).rows();
  }

  @Test
  void fiveThousandAlternativesAreOneSet() {
    String condition = joined(5_000, " OR ", i -> "id = " + 2 * i);

    assertThat(rows("SELECT id FROM {alpha}.t1 WHERE " + condition)).hasSize(6);
  }

  @Test
  void aListHasTenThousandConstants() {
    String list = joined(10_000, ", ", i -> String.valueOf(2 * i));

    assertThat(rows("SELECT id FROM {lake}.t1 WHERE id IN (" + list + ")")).hasSize(6);
  }

  @Test
  void tenThousandConstantsAreExcluded() {
    String list = joined(10_000, ", ", i -> String.valueOf(2 * i));

    assertThat(rows("SELECT id FROM {lake}.t1 WHERE id NOT IN (" + list + ")")).hasSize(6);
  }

  @Test
  void tenThousandTextsAreExcluded() {
    String list = joined(10_000, ", ", i -> "'k%d'".formatted(i));

    assertThat(rows("SELECT id FROM {alpha}.t1 WHERE 'k' || id NOT IN (" + list + ")")).isEmpty();
  }

  @Test
  void tenThousandConstantsAreExcludedInASubQuery() {
    String list = joined(10_000, ", ", i -> String.valueOf(2 * i));

    assertThat(
            rows(
                "SELECT id FROM {alpha}.t1 x WHERE EXISTS (SELECT 1 FROM {lake}.t1 y"
                    + " WHERE y.id = x.id AND y.id NOT IN ("
                    + list
                    + "))"))
        .hasSize(6);
  }

  @Test
  void aHundredSubQueriesAreNested() {
    String sql = "SELECT * FROM (".repeat(100) + "SELECT id FROM {alpha}.t1" + ") AS t".repeat(100);

    assertThat(rows(sql)).hasSize(12);
  }

  @Test
  void twoHundredBranchesAreUnited() {
    String sql =
        joined(
            200,
            " UNION ALL ",
            i -> "SELECT id, %d AS n FROM {%s}.t1".formatted(i, i % 2 == 0 ? "alpha" : "lake"));

    assertThat(rows(sql)).hasSize(2_400);
  }

  @Test
  void anExpressionThatNoEngineComputesIsRefused() {
    String sql = "SELECT id" + " + b - id".repeat(10_000) + " AS r FROM {alpha}.t1";

    assertThatExceptionOfType(GatewayException.class)
        .isThrownBy(() -> rows(sql))
        .withMessageContaining("nested in more than 500 others")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SUPPORTED));
  }

  @Test
  void anExpressionOfFourHundredLevelsIsComputed() {
    String sql = "SELECT id" + " + id - id".repeat(200) + " AS r FROM {lake}.t1";

    assertThat(rows(sql)).hasSize(12);
  }
}
