package io.tributary.gateway.execution;

import io.tributary.gateway.fragment.FragmentedPlan.Shared;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds what keys are taken from for the rest of the query: as tables where the rows are not too
/// many, else as views, to be computed again. For one thread at a time.
final class SharedTables {
  private static final Logger LOG = LoggerFactory.getLogger(SharedTables.class);

  private final List<Shared> all;
  private final DuckDBConnection duckDb;
  private final RunningParts parts;
  private final Set<String> named = new HashSet<>();

  SharedTables(List<Shared> all, DuckDBConnection duckDb, RunningParts parts) {
    this.all = all;
    this.duckDb = duckDb;
    this.parts = parts;
  }

  /// Computes rows, if that was not done before.
  ///
  /// @param names of those to compute; what they read must be there
  void hold(List<String> names) throws SQLException, IOException {
    for (Shared shared : all) {
      if (names.contains(shared.name()) && named.add(shared.name()) && !isHeld(shared)) {
        name("VIEW", shared, "");
      }
    }
  }

  /// Names those that nobody took keys from.
  void nameRest() throws SQLException, IOException {
    for (Shared shared : all) {
      if (named.add(shared.name())) {
        name("VIEW", shared, "");
      }
    }
  }

  /// Rows that cannot be computed are left to the query itself, which may never compute them.
  private boolean isHeld(Shared shared) throws SQLException, IOException {
    try {
      name("TABLE", shared, " LIMIT %d".formatted(Shared.MOST_ROWS + 1));
    } catch (SQLException e) {
      if (parts.stopReason().isPresent() || parts.sourceFailure().isPresent()) {
        throw e;
      }
      LOG.debug("{} cannot be computed", shared.name(), e);
      return false;
    }
    if (rows(shared) <= Shared.MOST_ROWS) {
      return true;
    }
    parts.execute(duckDb, "DROP TABLE " + quoted(shared));
    return false;
  }

  private void name(String kind, Shared shared, String limit) throws SQLException, IOException {
    parts.execute(
        duckDb, "CREATE TEMP %s %s AS %s%s".formatted(kind, quoted(shared), shared.sql(), limit));
  }

  private static String quoted(Shared shared) {
    return "\"" + shared.name().replace("\"", "\"\"") + "\"";
  }

  private long rows(Shared shared) throws SQLException, IOException {
    try (Statement statement = duckDb.createStatement()) {
      return parts.interruptibly(
          duckDb,
          () -> {
            try (ResultSet count =
                statement.executeQuery("SELECT count(*) FROM " + quoted(shared))) {
              count.next();
              return count.getLong(1);
            }
          });
    }
  }
}
