package org.duckdb;

import java.sql.SQLException;
import org.jspecify.annotations.NullMarked;

/// Interrupts what a connection does, whatever that is.
///
/// The driver's own way is [DuckDBPreparedStatement#cancel], which does nothing unless its
/// statement is being executed: while further rows are computed for a stream, it is not. The
/// connection's way is the driver's secret, hence the package.
@NullMarked
public final class ConnectionInterrupt {
  private ConnectionInterrupt() {}

  /// Does not wait, from any thread. Nothing is interrupted that has yet to begin, nor what only
  /// prepares a statement.
  ///
  /// @param connection not being closed
  public static void send(DuckDBConnection connection) throws SQLException {
    // Held for as long as a statement is prepared, which DuckDB does not interrupt anyway.
    if (!connection.connRefLock.tryLock()) {
      return;
    }
    try {
      connection.interrupt();
    } finally {
      connection.connRefLock.unlock();
    }
  }
}
