package io.tributary.gateway.query;

import io.tributary.gateway.testing.SplitQueries;
import io.tributary.gateway.testing.SplitSources;
import io.tributary.gateway.testing.TableSplit;
import io.tributary.testing.TpcdsData;
import io.tributary.testing.TpcdsQueries;
import io.tributary.testing.TpchQueries;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// TPC-DS and TPC-H split in many ways over a real PostgreSQL, a real MariaDB and Parquet files
/// give DuckDB's own answers. The property `seed` chooses other parameters and the splits that are
/// left to chance, `random.splits` how many there are of them, and `splits` gives one in place of
/// all of these.
@Tag("soak")
class FederatedSplitsSoakTest {

  private static final long SEED = Long.getLong("seed", 1);

  /// The named splits, and those left to chance; or the one that is asked for.
  private static List<TableSplit> splits(List<String> named, List<String> tables) {
    String asked = System.getProperty("splits");
    return asked != null
        ? List.of(new TableSplit(asked))
        : Stream.concat(
                named.stream().map(TableSplit::new),
                LongStream.range(0, Long.getLong("random.splits", 2))
                    .mapToObj(i -> TableSplit.random(SEED + i, tables)))
            .toList();
  }

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class Tpcds {

    private static final List<String> NAMED =
        List.of(
            "sales: *_sales *_returns inventory; shop: customer* item store; lake: *",
            "shop: *_sales *_returns inventory; lake: date_dim item customer; sales: *",
            "lake: *_sales *_returns inventory; sales: customer* date_dim; shop: *",
            "sales: store_* date_dim; shop: web_* item; lake: *",
            "sales: *",
            "shop: *");

    private static final List<TableSplit> SPLITS = splits(NAMED, TpcdsData.tables());

    @TempDir private static Path folder;
    private TpcdsQueries tpcds;
    private SplitQueries queries;

    @BeforeAll
    void load() {
      SplitSources sources = SplitSources.ofTpcds(0.01, SPLITS, folder);
      tpcds = new TpcdsQueries(sources.alone(), SEED);
      queries = new SplitQueries(sources, folder);
    }

    @AfterAll
    void nothingIsLeft() {
      queries.close();
    }

    static Stream<Arguments> queriesAndSplits() {
      return SPLITS.stream()
          .flatMap(split -> TpcdsQueries.names().stream().map(name -> Arguments.of(name, split)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("queriesAndSplits")
    void givesDuckDbsAnswer(String name, TableSplit split) {
      queries.assertSameAnswer(tables -> tpcds.query(name, tables), split);
    }
  }

  @Nested
  @TestInstance(Lifecycle.PER_CLASS)
  class Tpch {

    private static final List<String> NAMED =
        List.of(
            "sales: orders lineitem; shop: customer nation; lake: *",
            "shop: orders lineitem; lake: customer supplier; sales: *",
            "lake: orders lineitem; sales: customer region part; shop: *",
            "sales: lineitem; shop: orders; lake: *",
            "sales: *",
            "shop: *");

    private static final List<TableSplit> SPLITS = splits(NAMED, SplitSources.tpchTables());

    @TempDir private static Path folder;
    private SplitQueries queries;

    @BeforeAll
    void load() {
      queries = new SplitQueries(SplitSources.ofTpch(0.01, SPLITS, folder), folder);
    }

    @AfterAll
    void nothingIsLeft() {
      queries.close();
    }

    static Stream<Arguments> queriesAndSplits() {
      return SPLITS.stream()
          .flatMap(split ->
              IntStream.rangeClosed(1, TpchQueries.COUNT)
                  .mapToObj(number -> Arguments.of(number, split)));
    }

    @ParameterizedTest(name = "Q{0}, {1}")
    @MethodSource("queriesAndSplits")
    void givesDuckDbsAnswer(int number, TableSplit split) {
      queries.assertSameAnswer(
          tables -> TpchQueries.query(number, table -> tables.apply(table.tableName())), split);
    }
  }
}
