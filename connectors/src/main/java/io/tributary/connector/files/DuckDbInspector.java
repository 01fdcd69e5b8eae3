package io.tributary.connector.files;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;

/// A small DuckDB of the source's own that looks at files, one question at a time. It is made at
/// the first question.
final class DuckDbInspector implements AutoCloseable {
  private static final List<String> SETTINGS =
      List.of(
          "SET threads = 1",
          "SET memory_limit = '512MB'",
          // As queries are executed, so that types with a time zone are named alike.
          "SET TimeZone = 'UTC'");

  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Connection connection;
  private boolean closed;

  /// A column in DuckDB's own words.
  record Column(String name, String type) {}

  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// The columns of what can follow FROM.
  List<Column> columns(String relation) throws SQLException {
    return rows(
        "DESCRIBE SELECT * FROM " + relation,
        row -> new Column(row.getString("column_name"), row.getString("column_type")));
  }

  /// The types in which DuckDB exports what can follow FROM.
  Schema arrowSchema(String relation) throws SQLException {
    lock.lock();
    try (BufferAllocator allocator = new RootAllocator();
        Statement statement = open().createStatement();
        DuckDBResultSet result =
            statement
                .executeQuery("SELECT * FROM %s LIMIT 0".formatted(relation))
                .unwrap(DuckDBResultSet.class);
        ArrowReader reader = (ArrowReader) result.arrowExportStream(allocator, 1)) {
      return reader.getVectorSchemaRoot().getSchema();
    } catch (IOException e) {
      throw new SQLException(e);
    } finally {
      lock.unlock();
    }
  }

  <T> List<T> rows(String sql, RowReader<T> reader) throws SQLException {
    lock.lock();
    try (Statement statement = open().createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<T> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(reader.read(result));
      }
      return rows;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws SQLException {
    lock.lock();
    try {
      closed = true;
      if (connection != null) {
        connection.close();
        connection = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private Connection open() throws SQLException {
    if (closed) {
      throw new SQLException("the source is closed");
    }
    Connection open = connection;
    if (open == null) {
      open = DriverManager.getConnection("jdbc:duckdb:");
      try (Statement statement = open.createStatement()) {
        for (String setting : SETTINGS) {
          statement.execute(setting);
        }
      }
      connection = open;
    }
    return open;
  }
}
