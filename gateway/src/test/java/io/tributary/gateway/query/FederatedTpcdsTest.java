package io.tributary.gateway.query;

import io.tributary.gateway.testing.SplitQueries;
import io.tributary.gateway.testing.SplitSources;
import io.tributary.gateway.testing.TableSplit;
import io.tributary.testing.TpcdsQueries;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// TPC-DS split over a real PostgreSQL, a real MariaDB and Parquet files gives DuckDB's own
/// answers. The property `seed` chooses other parameters of the queries.
class FederatedTpcdsTest {

  private static final double SCALE_FACTOR = 0.01;

  private static final TableSplit SPLIT =
      new TableSplit(
          "sales: store_* item promotion web_site; shop: catalog_* customer warehouse reason; lake:"
              + " *");

  @TempDir private static Path folder;
  private static TpcdsQueries tpcds;
  private static SplitQueries queries;

  @BeforeAll
  static void load() {
    SplitSources sources = SplitSources.ofTpcds(SCALE_FACTOR, List.of(SPLIT), folder);
    tpcds = new TpcdsQueries(sources.alone(), Long.getLong("seed", 1));
    queries = new SplitQueries(sources, folder);
  }

  @AfterAll
  static void nothingIsLeft() {
    queries.close();
  }

  static List<String> queries() {
    return TpcdsQueries.names();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void givesDuckDbsAnswer(String name) {
    queries.assertSameAnswer(tables -> tpcds.query(name, tables), SPLIT);
  }
}
