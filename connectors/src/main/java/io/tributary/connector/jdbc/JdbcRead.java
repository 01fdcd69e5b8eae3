package io.tributary.connector.jdbc;

import io.tributary.connector.ErrorCode;
import io.tributary.connector.SourceProgress;
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
              ? new SingleRead(query, Optional.empty(), pool, errors)
              : new PartedRead(query, pool, errors, read.ranges, partition == 0);
      RunningQuery running = new RunningQuery(opening, pool, errors, starters);
      read.add(running, new JdbcReader(allocator, query, running, errors));
      if (partition > 0) {
        read.ranges.whenTaken(running::endUnlessConnected);
      }
    }
    read.startAll();
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
    var opening = new SingleRead(part, Optional.of(snapshot), pool, errors);
    var running = new RunningQuery(opening, pool, errors, starters);
    read.add(running, new JdbcReader(allocator, part, running, errors));
    read.startAll();
    return read;
  }

  private void add(RunningQuery query, JdbcReader reader) {
    queries.add(query);
    readers.add(reader);
  }

  private void startAll() {
    for (int i = 0; i < queries.size(); i++) {
      queries.get(i).start(readers.get(i).vectors());
    }
  }

  /// One query on one connection.
  ///
  /// @param snapshot of another connection, whose rows it sees
  private record SingleRead(
      SourceQuery query, Optional<String> snapshot, ConnectionPool pool, JdbcErrors errors)
      implements RunningQuery.Opening {
    @Override
    public Optional<Connection> connect() throws SQLException {
      return Optional.of(pool.lease());
    }

    @Override
    public boolean isPatient() {
      return query.alone();
    }

    @Override
    public RowStream rows(Connection connection, List<FieldVector> vectors) throws SQLException {
      if (snapshot.isPresent()) {
        share(connection, snapshot.get());
      }
      return errors.database().rows(connection, query, vectors, errors);
    }

    private void share(Connection connection, String kept) throws SQLException {
      try {
        errors.database().share(connection, kept);
      } catch (SQLException e) {
        if (errors.translate(e).code() == ErrorCode.SOURCE_UNAVAILABLE) {
          throw e;
        }
        throw errors.snapshotLost(e);
      }
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
    public boolean isPatient() {
      return first && query.alone();
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
  public SourceProgress progress() {
    return queries.size() == 1 ? queries.getFirst().progress() : SourceProgress.UNKNOWN;
  }

  @Override
  public void cancel() {
    // First: who finds no range left must know that it was not the last.
    queries.forEach(RunningQuery::cancel);
    ranges.abandon();
  }

  @Override
  public void close() {
    ranges.abandon();
    readers.forEach(JdbcReader::close);
  }
}
