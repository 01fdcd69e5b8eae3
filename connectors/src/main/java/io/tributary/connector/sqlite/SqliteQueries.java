package io.tributary.connector.sqlite;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.jdbc.NativeQueries;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Queries in SQLite's own SQL, by a view of each that lives no longer than the question. A file
/// that is open for reading is not written to, and a view is beside it.
///
/// The driver reads the first of several statements alone. In parentheses as a table, others behind
/// it are an error.
///
/// @param database whose words its failures are in
record SqliteQueries(SqliteDatabase database) implements NativeQueries {
  private static final String VIEW = "tributary_native_query";

  /// In parentheses first, where a `PRAGMA` is an error: alone it takes effect when it is prepared.
  @Override
  public void check(Connection connection, String sql) throws SQLException {
    connection.prepareStatement("SELECT * FROM (" + sql + "\n)").close();
    NativeQueries.prepare(connection, sql);
  }

  @Override
  public List<ColumnDescription> columns(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TEMP VIEW %s AS %s".formatted(VIEW, sql));
      return new SqliteCatalog(connection).columnsOfTemporaryView(VIEW);
    } finally {
      connection.rollback();
    }
  }

  @Override
  public String complaint(SQLException failure, String sql) {
    return database.message(failure);
  }
}
