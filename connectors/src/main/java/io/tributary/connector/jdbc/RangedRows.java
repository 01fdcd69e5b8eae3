package io.tributary.connector.jdbc;

import io.tributary.connector.SourceQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/// The rows of one range of a table after the other, until all are taken.
final class RangedRows implements RowStream {

  private final Connection connection;
  private final SourceQuery query;
  private final List<FieldVector> vectors;
  private final JdbcErrors errors;
  private final TableRanges ranges;
  private final boolean first;
  private volatile @Nullable RowStream range;

  /// @param first whether this connection finds the ranges out
  RangedRows(
      Connection connection,
      SourceQuery query,
      List<FieldVector> vectors,
      JdbcErrors errors,
      TableRanges ranges,
      boolean first) {
    this.connection = connection;
    this.query = query;
    this.vectors = vectors;
    this.errors = errors;
    this.ranges = ranges;
    this.first = first;
  }

  @Override
  public void start() throws SQLException {
    Optional<String> sql = first ? findOut() : join();
    if (sql.isPresent()) {
      read(sql.get());
    }
  }

  @Override
  public boolean isSent() {
    RowStream rows = range;
    return rows != null && rows.isSent();
  }

  private Optional<String> findOut() throws SQLException {
    RangedScan scan = errors.database().ranges(connection, query);
    ranges.tell(scan);
    return scan.queries().isEmpty() ? Optional.of(query.sql()) : ranges.take();
  }

  /// The first connection ends its snapshot when no range is left: then this one is not needed.
  private Optional<String> join() throws SQLException {
    try {
      errors.database().share(connection, ranges.await().snapshot());
    } catch (SQLException e) {
      if (ranges.areTaken()) {
        return Optional.empty();
      }
      throw e;
    }
    return ranges.take();
  }

  private void read(String sql) throws SQLException {
    RowStream next = errors.database().rows(connection, query.part(sql), vectors, errors);
    range = next;
    next.start();
  }

  @Override
  public long move(int row) throws SQLException {
    RowStream rows = range;
    while (rows != null) {
      long bytes = rows.move(row);
      if (bytes != END) {
        return bytes;
      }
      Optional<String> next = ranges.take();
      if (next.isEmpty()) {
        return END;
      }
      read(next.get());
      rows = range;
    }
    return END;
  }

  /// Finding out the ranges waits for whoever has locked the table.
  @Override
  public void cancel() throws SQLException {
    RowStream rows = range;
    if (rows == null) {
      errors.database().cancel(connection);
    } else {
      rows.cancel();
    }
  }

  @Override
  public boolean mustBeStopped() {
    RowStream rows = range;
    return rows != null && rows.mustBeStopped();
  }

  @Override
  public void close() throws SQLException {
    RowStream rows = range;
    if (rows != null) {
      rows.close();
    }
  }
}
