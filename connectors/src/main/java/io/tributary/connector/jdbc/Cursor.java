package io.tributary.connector.jdbc;

import io.tributary.connector.SourceProgress;
import io.tributary.connector.SourceQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/// Rows that are fetched piece by piece, the first of which tells how wide rows are.
public final class Cursor implements RowStream {
  private static final int FIRST_FETCH_ROWS = 64;
  private static final long FETCH_BYTES = 4L << 20;
  private static final int FEWEST_FETCH_ROWS = 8;
  private static final int MOST_FETCH_ROWS = 32_768;

  private final PreparedStatement statement;
  private final List<FieldVector> vectors;
  private final JdbcErrors errors;

  private volatile @Nullable ResultSet result;
  private List<ColumnReader> columns = List.of();
  private long rowsRead;
  private long bytesRead;
  private long nextFetchSizing = FIRST_FETCH_ROWS;
  private volatile boolean exhausted;
  private boolean sent;

  private Cursor(PreparedStatement statement, List<FieldVector> vectors, JdbcErrors errors) {
    this.statement = statement;
    this.vectors = vectors;
    this.errors = errors;
  }

  /// Makes a query ready.
  public static Cursor prepare(
      Connection connection, SourceQuery query, List<FieldVector> vectors, JdbcErrors errors)
      throws SQLException {
    PreparedStatement statement = errors.database().prepare(connection, query, FIRST_FETCH_ROWS);
    return new Cursor(statement, vectors, errors);
  }

  @Override
  public void start() throws SQLException {
    sent = true;
    ResultSet started = errors.database().execute(statement);
    columns = errors.database().columns(started, vectors, errors);
    result = started;
  }

  @Override
  public boolean isSent() {
    return sent;
  }

  @Override
  public long move(int row) throws SQLException {
    ResultSet rows = Objects.requireNonNull(result);
    if (!rows.next()) {
      exhausted = true;
      return END;
    }
    long bytes = 0;
    for (ColumnReader column : columns) {
      bytes += read(column, rows, row);
    }
    bytesRead += bytes;
    rowsRead++;
    if (rowsRead == nextFetchSizing) {
      sizeFetches(rows);
    }
    return bytes;
  }

  private int read(ColumnReader column, ResultSet rows, int row) throws SQLException {
    try {
      return column.read(rows, row);
    } catch (UnfitValueException e) {
      throw errors.unfit(column.name(), e.getMessage());
    }
  }

  /// Fetches as many rows as fit a few megabytes, going by the rows so far.
  private void sizeFetches(ResultSet rows) throws SQLException {
    long rowBytes = Math.max(1, bytesRead / rowsRead);
    rows.setFetchSize(Math.clamp(FETCH_BYTES / rowBytes, FEWEST_FETCH_ROWS, MOST_FETCH_ROWS));
    nextFetchSizing *= 4;
  }

  @Override
  public SourceProgress progress() {
    ResultSet rows = result;
    return rows == null ? SourceProgress.UNKNOWN : errors.database().progress(rows);
  }

  @Override
  public void cancel() throws SQLException {
    errors.database().cancel(statement);
  }

  @Override
  public boolean mustBeStopped() {
    return result != null && !exhausted && errors.database().closingReadsOn();
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
