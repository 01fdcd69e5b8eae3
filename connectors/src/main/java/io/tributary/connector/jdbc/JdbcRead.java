package io.tributary.connector.jdbc;

import io.tributary.connector.ErrorCode;
import io.tributary.connector.SourceQuery;
import io.tributary.connector.SourceRead;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowReader;

/// A read of one query, on a connection for each partition.
final class JdbcRead implements SourceRead {
  private final List<RunningQuery> queries = new ArrayList<>();
  private final List<JdbcReader> readers = new ArrayList<>();
  private final TableRanges ranges = new TableRanges();

  private JdbcRead() {}

  /// @param starters make a thread for each attempt to start a query
  static JdbcRead start(
      SourceQuery query,
      ConnectionPool pool,
      JdbcErrors errors,
      ExecutorService starters,
      BufferAllocator allocator) {
    var read = new JdbcRead();
    int partitions =
        query.scan().isEmpty() ? 1 : Math.min(query.partitions(), errors.database().partitions());
    for (int partition = 0; partition < partitions; partition++) {
      RunningQuery.Opening opening =
          partitions == 1
              ? new WholeRead(query, pool, errors)
              : new PartedRead(query, pool, errors, read.ranges, partition == 0);
      RunningQuery running = new RunningQuery(opening, pool, errors, starters);
      read.queries.add(running);
      read.readers.add(new JdbcReader(allocator, query, running, errors));
      if (partition > 0) {
        read.ranges.whenTaken(running::endUnlessConnected);
      }
    }
    for (int partition = 0; partition < partitions; partition++) {
      read.queries.get(partition).start(read.readers.get(partition).vectors());
    }
    return read;
  }

  /// Starts reading a part of what another connection keeps.
  ///
  /// @param snapshot that this connection has
  static JdbcRead startPart(
      SourceQuery part,
      String snapshot,
      ConnectionPool pool,
      JdbcErrors errors,
      ExecutorService starters,
      BufferAllocator allocator) {
    var read = new JdbcRead();
    var running =
        new RunningQuery(new SharingRead(part, snapshot, pool, errors), pool, errors, starters);
    var reader = new JdbcReader(allocator, part, running, errors);
    read.queries.add(running);
    read.readers.add(reader);
    running.start(reader.vectors());
    return read;
  }

  /// One query that sees what another connection saw.
  private record SharingRead(
      SourceQuery query, String snapshot, ConnectionPool pool, JdbcErrors errors)
      implements RunningQuery.Opening {
    @Override
    public Optional<Connection> connect() throws SQLException {
      return Optional.of(pool.lease());
    }

    @Override
    public RowStream rows(Connection connection, List<FieldVector> vectors) throws SQLException {
      try {
        errors.database().share(connection, snapshot);
      } catch (SQLException e) {
        if (errors.translate(e).code() == ErrorCode.SOURCE_UNAVAILABLE) {
          throw e;
        }
        throw errors.snapshotLost(e);
      }
      return errors.database().rows(connection, query, vectors, errors);
    }
  }

  /// One query on one connection.
  private record WholeRead(SourceQuery query, ConnectionPool pool, JdbcErrors errors)
      implements RunningQuery.Opening {
    @Override
    public Optional<Connection> connect() throws SQLException {
      return Optional.of(pool.lease());
    }

    @Override
    public RowStream rows(Connection connection, List<FieldVector> vectors) throws SQLException {
      return errors.database().rows(connection, query, vectors, errors);
    }
  }

  /// A part of the ranges of a table.
  private record PartedRead(
      SourceQuery query, ConnectionPool pool, JdbcErrors errors, TableRanges ranges, boolean first)
      implements RunningQuery.Opening {
    @Override
    public Optional<Connection> connect() throws SQLException {
      if (first) {
        return Optional.of(pool.lease());
      }
      return ranges.await().queries().isEmpty() ? Optional.empty() : pool.leaseIfFree();
    }

    @Override
    public RowStream rows(Connection connection, List<FieldVector> vectors) {
      return new RangedRows(connection, query, vectors, errors, ranges, first);
    }

    @Override
    public boolean isRepeatable() {
      return !ranges.areTold();
    }

    @Override
    public void failed() {
      if (first) {
        ranges.abandon();
      }
    }
  }

  @Override
  public List<ArrowReader> partitions() {
    return List.copyOf(readers);
  }

  @Override
  public void cancel() {
    ranges.abandon();
    queries.forEach(RunningQuery::cancel);
  }

  @Override
  public void close() {
    ranges.abandon();
    readers.forEach(JdbcReader::close);
  }
}
