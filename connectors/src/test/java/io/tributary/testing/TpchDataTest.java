package io.tributary.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TpchDataTest {
  private static final TpchData DATA = new TpchData(0.01);

  @TempDir Path folder;

  @Test
  void theSameRowsAreInPostgresqlAndParquetAndDuckDb() throws SQLException {
    EnumSet<TpchTable> all = EnumSet.allOf(TpchTable.class);
    DATA.writeParquet(folder, all);
    try (PostgresServer server = PostgresServer.start();
        Connection postgres = server.connect();
        Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
      DATA.loadIntoPostgres(postgres, "public", all);
      DATA.loadIntoDuckDb(duckDb);

      for (TpchTable table : all) {
        String fingerprint = fingerprint(table);
        String expected = single(duckDb, fingerprint.formatted(table.tableName()));
        assertThat(single(postgres, fingerprint.formatted("public." + table.tableName())))
            .isEqualTo(expected);
        String parquet = "'%s/%s.parquet'".formatted(folder, table.tableName());
        assertThat(single(duckDb, fingerprint.formatted(parquet))).isEqualTo(expected);
      }
    }
  }

  @Test
  void allQueriesRunOnDuckDb() throws SQLException {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        var statement = duckDb.createStatement()) {
      new TpchData(0.01).loadIntoDuckDb(duckDb);

      for (int number : IntStream.rangeClosed(1, TpchQueries.COUNT).toArray()) {
        try (var rows = statement.executeQuery(TpchQueries.query(number))) {
          assertThat(rows.getMetaData().getColumnCount()).isPositive();
        }
      }
    }
  }

  @Test
  void aQueryNamesItsTablesAsAsked() {
    assertThat(TpchQueries.query(4, table -> "sales.public." + table.tableName()))
        .contains("FROM sales.public.orders")
        .contains("FROM sales.public.lineitem")
        .doesNotContain("{");
    assertThat(TpchQueries.tables(4)).containsOnly(TpchTable.ORDERS, TpchTable.LINEITEM);
  }

  private static String fingerprint(TpchTable table) {
    String key = table.primaryKey().getFirst();
    String text = table.columnNames().getLast();
    return "SELECT count(*) || ' ' || sum(%s) || ' ' || min(%s) || ' ' || sum(length(%s)) FROM %%s"
        .formatted(key, text, text);
  }

  private static String single(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
