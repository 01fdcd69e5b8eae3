package io.tributary.connector.postgresql;

import io.tributary.connector.SourceQuery;
import io.tributary.connector.jdbc.Cursor;
import io.tributary.connector.jdbc.JdbcErrors;
import io.tributary.connector.jdbc.RowStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;

/// Rows by COPY, which the server sends without being asked for each piece, where the types of all
/// columns are decoded and the server takes the query so. Otherwise by a cursor, with the same
/// values.
final class PostgresqlRows implements RowStream {
  /// Often one row is expected of a grouping or an intersection that has thousands, and what is
  /// joined with it is then read again for each of them. A hash or merge join is never much slower
  /// than it was expected to be. Ends with the transaction.
  private static final String WITHOUT_NESTED_LOOPS = "SET LOCAL enable_nestloop = off";

  private final Connection connection;
  private final SourceQuery query;
  private final List<FieldVector> vectors;
  private final JdbcErrors errors;
  private @Nullable CopyRows copy;
  private @Nullable Cursor cursor;
  private boolean sent;

  PostgresqlRows(
      Connection connection, SourceQuery query, List<FieldVector> vectors, JdbcErrors errors) {
    this.connection = connection;
    this.query = query;
    this.vectors = vectors;
    this.errors = errors;
  }

  @Override
  public void start() throws SQLException {
    set();
    copy = copy().orElse(null);
    if (copy == null) {
      cursor = Cursor.prepare(connection, query, vectors, errors);
      cursor.start();
    } else {
      copy.awaitFirstRow();
    }
  }

  @Override
  public boolean isSent() {
    return sent;
  }

  private void set() throws SQLException {
    if (query.joinsDerivedRows()) {
      try (Statement setting = connection.createStatement()) {
        setting.execute(WITHOUT_NESTED_LOOPS);
      }
    }
  }

  private Optional<CopyRows> copy() throws SQLException {
    BaseConnection server = connection.unwrap(BaseConnection.class);
    List<Integer> typeOids = ResultTypes.of(server, query.sql());
    Optional<List<CopyRows.Column>> columns = CopyRows.Column.of(typeOids, vectors);
    if (columns.isEmpty() || !PostgresqlColumn.textIsUnicode(server)) {
      sent = true;
      return Optional.empty();
    }
    sent = true;
    // The query may end in a comment.
    String sql = "COPY (" + query.sql() + "\n) TO STDOUT (FORMAT binary)";
    try {
      return Optional.of(new CopyRows(server.getCopyAPI().copyOut(sql), columns.get(), errors));
    } catch (SQLException e) {
      if (!isRefusalOfCopy(e)) {
        throw e;
      }
      connection.rollback();
      set();
      return Optional.empty();
    }
  }

  /// Of a query that was described, so that only its being copied can be wrong: COPY takes no
  /// `SHOW`, for one, and servers that are like PostgreSQL may have no COPY.
  private static boolean isRefusalOfCopy(SQLException failure) {
    return "42601".equals(failure.getSQLState()) || "0A000".equals(failure.getSQLState());
  }

  @Override
  public long move(int row) throws SQLException {
    return copy == null ? Objects.requireNonNull(cursor).move(row) : copy.move(row);
  }

  @Override
  public void cancel() throws SQLException {
    connection.unwrap(BaseConnection.class).cancelQuery();
  }

  @Override
  public boolean mustBeStopped() {
    return copy != null && copy.isActive();
  }

  /// Ends the transaction: the pool does not see what began in the driver beneath it.
  @Override
  public void close() throws SQLException {
    connection.rollback();
  }
}
