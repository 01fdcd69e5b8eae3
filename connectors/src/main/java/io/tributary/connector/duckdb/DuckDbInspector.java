package io.tributary.connector.duckdb;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;

/// A small DuckDB of a source's own that looks at files, one question at a time. It is made at the
/// first question.
public final class DuckDbInspector implements AutoCloseable {
  private static final List<String> SETTINGS =
      List.of(
          "SET threads = 1",
          "SET memory_limit = '512MB'",
          // As queries are executed, so that types with a time zone are named alike.
          "SET TimeZone = 'UTC'");

  private final List<String> lockDown;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Connection connection;
  private boolean closed;

  /// One that reads whatever files it is asked to.
  public DuckDbInspector() {
    this.lockDown = List.of();
  }

  /// One that reads a database file and nothing else of this machine, whatever its views ask for.
  DuckDbInspector(Path database) {
    String paths =
        Stream.of("", ".wal")
            .map(suffix -> DuckDbSql.text(database + suffix))
            .collect(Collectors.joining(", ", "[", "]"));
    this.lockDown = List.of("SET allowed_paths = " + paths, "SET enable_external_access = false");
  }

  /// A column in DuckDB's own words.
  public record Column(String name, String type) {}

  /// Reads a row.
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /// Several questions in a row.
  interface Questions<T> {
    T ask() throws SQLException;
  }

  /// Asks with a database file attached under a name. It is let go of afterwards, so that whoever
  /// writes to it need not wait for us.
  <T> T attached(String file, String name, Questions<T> questions) throws SQLException {
    lock.lock();
    try {
      String quoted = DuckDbSql.identifier(name);
      execute("ATTACH %s AS %s (READ_ONLY)".formatted(DuckDbSql.text(file), quoted));
      try {
        return questions.ask();
      } finally {
        execute("DETACH " + quoted);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Asks with a schema searched for names that are not found otherwise.
  <T> T searching(String database, String schema, Questions<T> questions) throws SQLException {
    lock.lock();
    try {
      String path =
          "memory.main," + DuckDbSql.identifier(database) + "." + DuckDbSql.identifier(schema);
      execute("SET search_path = " + DuckDbSql.text(path));
      try {
        return questions.ask();
      } finally {
        execute("SET search_path = 'memory.main'");
      }
    } finally {
      lock.unlock();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = open().createStatement()) {
      statement.execute(sql);
    }
  }

  /// The columns of what can follow FROM.
  public List<Column> columns(String relation) throws SQLException {
    return rows(
        "DESCRIBE SELECT * FROM " + relation,
        row -> new Column(row.getString("column_name"), row.getString("column_type")));
  }

  /// The types in which DuckDB exports what can follow FROM.
  public Schema arrowSchema(String relation) throws SQLException {
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

  public <T> List<T> rows(String sql, RowReader<T> reader) throws SQLException {
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
        for (String setting : lockDown) {
          statement.execute(setting);
        }
      }
      connection = open;
    }
    return open;
  }
}
