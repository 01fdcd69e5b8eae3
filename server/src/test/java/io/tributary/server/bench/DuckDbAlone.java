package io.tributary.server.bench;

import io.tributary.testing.TpchTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// DuckDB over TPC-H's tables in Parquet files: no network, no second database.
final class DuckDbAlone implements AutoCloseable {
  private final Connection connection;

  /// @param parquet has a file of every table
  DuckDbAlone(Path parquet) throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      for (TpchTable table : TpchTable.values()) {
        statement.execute(
            "CREATE VIEW %s AS FROM '%s/%s.parquet'"
                .formatted(
                    table.tableName(), parquet.toString().replace("'", "''"), table.tableName()));
      }
    }
  }

  /// Reads all rows.
  int query(String sql) throws SQLException {
    int rows = 0;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows++;
      }
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
