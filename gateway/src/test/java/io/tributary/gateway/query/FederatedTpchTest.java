package io.tributary.gateway.query;

import io.tributary.connector.Source;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.postgresql.PostgresqlConnector;
import io.tributary.gateway.testing.Answer;
import io.tributary.gateway.testing.FixedMetadata;
import io.tributary.gateway.testing.ParquetTestSource;
import io.tributary.gateway.testing.TestGateway;
import io.tributary.testing.PostgresServer;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchQueries;
import io.tributary.testing.TpchTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// TPC-H split over a real PostgreSQL and Parquet files gives DuckDB's own answers, wherever the
/// tables are.
class FederatedTpchTest {

  /// Which tables PostgreSQL serves; the rest are files.
  enum Split {
    ORDERS_IN_POSTGRESQL,
    LINE_ITEMS_IN_POSTGRESQL,
    ALL_IN_POSTGRESQL;

    private boolean isInPostgres(TpchTable table) {
      return switch (this) {
        case ORDERS_IN_POSTGRESQL ->
            switch (table) {
              case CUSTOMER, ORDERS, SUPPLIER, NATION, REGION -> true;
              case LINEITEM, PART, PARTSUPP -> false;
            };
        case LINE_ITEMS_IN_POSTGRESQL ->
            switch (table) {
              case LINEITEM, PART, PARTSUPP, NATION -> true;
              case CUSTOMER, ORDERS, SUPPLIER, REGION -> false;
            };
        case ALL_IN_POSTGRESQL -> true;
      };
    }

    String name(TpchTable table) {
      return (isInPostgres(table) ? "sales.public." : "lake.main.") + table.tableName();
    }
  }

  @TempDir private static Path folder;
  private static PostgresServer postgres;
  private static DuckDBConnection oracle;
  private static Source sales;
  private static TestGateway gateway;

  @BeforeAll
  static void load() throws Exception {
    var data = new TpchData(0.01);
    oracle = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    data.loadIntoDuckDb(oracle);
    data.writeParquet(folder, EnumSet.allOf(TpchTable.class));
    postgres = PostgresServer.start();
    try (Connection connection = postgres.connect()) {
      data.loadIntoPostgres(connection, "public", EnumSet.allOf(TpchTable.class));
    }
    sales =
        new PostgresqlConnector()
            .open(new SourceConfiguration("sales", "postgresql", postgres.sourceProperties(), "1"));
    var metadata =
        new FixedMetadata(
            Map.of("sales", sales, "lake", new ParquetTestSource("lake", folder, oracle)));
    gateway = new TestGateway(metadata, folder);
  }

  @AfterAll
  static void nothingIsLeft() throws Exception {
    gateway.close();
    sales.close();
    postgres.close();
    oracle.close();
  }

  static Stream<Arguments> queriesAndSplits() {
    return Stream.of(Split.values())
        .flatMap(split ->
            IntStream.rangeClosed(1, TpchQueries.COUNT)
                .mapToObj(number -> Arguments.of(number, split)));
  }

  @ParameterizedTest(name = "Q{0}, {1}")
  @MethodSource("queriesAndSplits")
  void givesDuckDbsAnswer(int number, Split split) {
    String sql = TpchQueries.query(number, split::name);
    Answer expected = gateway.answerOf(oracle, TpchQueries.query(number));
    Answer actual = gateway.answer(sql);
    actual.assertSameAs(expected, sql.contains("ORDER BY"));
  }
}
