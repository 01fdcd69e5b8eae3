package io.tributary.connector.jdbc;

import io.tributary.connector.HeldRead;
import io.tributary.connector.SourceQuery;
import io.tributary.connector.SourceRead;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.arrow.memory.BufferAllocator;

/// A table's ranges on the snapshot of a connection that does nothing but keep it.
final class JdbcHeldRead implements HeldRead {
  /// Connections beside those of the readers.
  static final int KEEPERS = 1;

  private final SourceQuery query;
  private final RangedScan scan;
  private final Connection keeper;
  private final ConnectionPool pool;
  private final JdbcErrors errors;
  private final ExecutorService starters;
  private final Runnable onClose;
  private final AtomicBoolean closed = new AtomicBoolean();

  private JdbcHeldRead(
      SourceQuery query,
      RangedScan scan,
      Connection keeper,
      ConnectionPool pool,
      JdbcErrors errors,
      ExecutorService starters,
      Runnable onClose) {
    this.query = query;
    this.scan = scan;
    this.keeper = keeper;
    this.pool = pool;
    this.errors = errors;
    this.starters = starters;
    this.onClose = onClose;
  }

  /// @param query with a scan
  /// @param parts what the database is asked for
  /// @param starters make a thread for each attempt to start a query
  /// @param onClose runs once, unless it is read as one
  /// @return empty where it is better read as one, or most connections are in use
  static Optional<HeldRead> hold(
      SourceQuery query,
      RetriedQuestions.Conversation<RangedScan> parts,
      ConnectionPool pool,
      JdbcErrors errors,
      ExecutorService starters,
      Runnable onClose)
      throws SQLException {
    Optional<Connection> leased = pool.leaseIfMostAreFree();
    if (leased.isEmpty()) {
      return Optional.empty();
    }
    Connection keeper = leased.get();
    boolean kept = false;
    try {
      RangedScan scan = parts.hold(keeper);
      kept = scan.queries().size() > 1;
      return kept
          ? Optional.of(new JdbcHeldRead(query, scan, keeper, pool, errors, starters, onClose))
          : Optional.empty();
    } finally {
      if (!kept) {
        pool.giveBack(keeper);
      }
    }
  }

  @Override
  public int parts() {
    return scan.queries().size();
  }

  @Override
  public SourceRead read(int part, BufferAllocator allocator) {
    return JdbcRead.startPart(
        query.part(scan.queries().get(part - 1)),
        scan.snapshot(),
        pool,
        errors,
        starters,
        allocator);
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      pool.giveBack(keeper);
    } finally {
      onClose.run();
    }
  }
}
