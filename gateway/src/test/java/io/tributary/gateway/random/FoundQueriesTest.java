package io.tributary.gateway.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.gateway.random.Federation.Comparison;
import io.tributary.gateway.random.Federation.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Queries that random ones led to give DuckDB's own answers.
class FoundQueriesTest {

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

  static List<String> queries() {
    return FoundQueries.in("found.txt");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void givesDuckDbsAnswer(String query) {
    assertThat(federation.compare(query, false)).isEqualTo(new Comparison(Verdict.SAME, ""));
  }
}
