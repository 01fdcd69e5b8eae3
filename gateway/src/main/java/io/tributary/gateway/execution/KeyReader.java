package io.tributary.gateway.execution;

import io.tributary.gateway.execution.PassedKeys.Form;
import io.tributary.gateway.fragment.Fragment;
import io.tributary.gateway.fragment.KeyCondition;
import io.tributary.gateway.fragment.Reduction;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads keys out of what DuckDB holds already and makes conditions of them: a list of a few, one
/// array of many, a range of too many.
final class KeyReader {
  private static final Logger LOG = LoggerFactory.getLogger(KeyReader.class);

  /// The SQL that names the keys stays below what servers take in one message.
  private static final int MOST_CHARACTERS = 4_000_000;

  /// Rows that are looked at for each key that may be passed, before all are.
  private static final long ROWS_PER_KEY = 2;

  private final DuckDBConnection duckDb;
  private final RunningParts parts;
  private final ReductionLimits limits;
  private final SharedTables shared;

  KeyReader(
      DuckDBConnection duckDb, RunningParts parts, ReductionLimits limits, SharedTables shared) {
    this.shared = shared;
    this.duckDb = duckDb;
    this.parts = parts;
    this.limits = limits;
  }

  /// What is to be asked of a source.
  ///
  /// @param sql with the conditions
  /// @param isEmpty whether no row can matter, so that nothing need be asked
  record Reduced(String sql, boolean isEmpty, List<PassedKeys> passed) {}

  /// @param condition empty where the source cannot be told or it does not pay
  private record Keys(long count, Form form, Optional<String> condition) {
    static Keys notPassed(long count) {
      return new Keys(count, Form.NOT_PASSED, Optional.empty());
    }
  }

  Reduced reduce(Fragment fragment) throws SQLException, IOException {
    List<String> conditions = new ArrayList<>();
    List<PassedKeys> passed = new ArrayList<>();
    for (Reduction reduction : fragment.reductions()) {
      Keys keys = keys(fragment, reduction);
      keys.condition.ifPresent(conditions::add);
      passed.add(
          new PassedKeys(
              reduction.column(),
              keys.count,
              keys.condition.isPresent() ? keys.form : Form.NOT_PASSED));
      if (keys.count == 0) {
        return new Reduced(fragment.sql(), true, passed);
      }
    }
    return new Reduced(fragment.sqlWhere(conditions), false, passed);
  }

  /// Keys that cannot be computed are not passed: the query itself may never compute them, and
  /// where it does, it fails with the reason.
  private Keys keys(Fragment fragment, Reduction reduction) throws SQLException, IOException {
    shared.hold(reduction.shared());
    try {
      return keys(new KeyCondition(fragment.source().dialect(), reduction), reduction);
    } catch (SQLException e) {
      if (parts.stopReason().isPresent() || parts.sourceFailure().isPresent()) {
        throw e;
      }
      LOG.debug("keys for {} cannot be computed", reduction.column(), e);
      return Keys.notPassed(1);
    }
  }

  private Keys keys(KeyCondition condition, Reduction reduction) throws SQLException, IOException {
    Found found = find(reduction);
    boolean fit = found.count <= limits.keys() && found.characters() <= MOST_CHARACTERS;
    if (found.count <= limits.listedKeys() && fit) {
      return new Keys(found.count, Form.LIST, condition.list(found.keys));
    }
    if (found.count > limits.largestShare() * reduction.estimatedValues()) {
      return Keys.notPassed(found.count);
    }
    if (fit) {
      return new Keys(found.count, Form.ARRAY, condition.array(found.keys));
    }
    return leavesNothingOut(found, reduction)
        ? Keys.notPassed(found.count)
        : range(condition, reduction);
  }

  /// Whether the range of all keys has as many values as the column, as far as can be told from
  /// some of them.
  private static boolean leavesNothingOut(Found found, Reduction reduction) {
    return switch (reduction.type()) {
      case TEXT -> true;
      case INTEGER ->
          new BigDecimal(found.greatest)
                  .subtract(new BigDecimal(found.least))
                  .compareTo(BigDecimal.valueOf(reduction.estimatedValues()))
              >= 0;
      case DECIMAL, DATE, TIMESTAMP -> false;
    };
  }

  private Keys range(KeyCondition condition, Reduction reduction) throws SQLException, IOException {
    Found all = find(reduction.keySql());
    return new Keys(all.count, Form.RANGE, condition.range(all.least, all.greatest));
  }

  /// Keys as DuckDB writes them.
  ///
  /// @param rows of keys, which may repeat themselves
  /// @param count of different ones
  /// @param keys none where there are more than may be passed
  private record Found(long rows, long count, String least, String greatest, List<String> keys) {
    long characters() {
      return keys.stream().mapToLong(key -> key.length() + 4L).sum();
    }
  }

  /// All keys, or some of them where these are too many already: nothing is gained from computing
  /// the rest.
  private Found find(Reduction reduction) throws SQLException, IOException {
    long rows = ROWS_PER_KEY * (limits.keys() + 1L);
    Found some =
        find(
            "SELECT * FROM (%s) AS all_keys WHERE key IS NOT NULL LIMIT %d"
                .formatted(reduction.keySql(), rows));
    return some.rows < rows || some.count > limits.keys() ? some : find(reduction.keySql());
  }

  private Found find(String keySql) throws SQLException, IOException {
    String sql =
        """
        SELECT count(*), count(DISTINCT key), CAST(min(key) AS VARCHAR), CAST(max(key) AS VARCHAR),
          CASE WHEN count(DISTINCT key) <= %d THEN list(DISTINCT CAST(key AS VARCHAR)) END
        FROM (%s) AS rows WHERE key IS NOT NULL\
        """
            .formatted(limits.keys(), keySql);
    try (Statement statement = duckDb.createStatement()) {
      return parts.interruptibly(
          duckDb,
          () -> {
            try (ResultSet rows = statement.executeQuery(sql)) {
              return found(rows);
            }
          });
    }
  }

  /// @param rows one
  private static Found found(ResultSet rows) throws SQLException {
    rows.next();
    @Nullable Array keys = rows.getArray(5);
    List<String> passed = new ArrayList<>();
    if (keys != null) {
      for (Object key : (Object[]) keys.getArray()) {
        passed.add((String) key);
      }
    }
    return new Found(
        rows.getLong(1), rows.getLong(2), rows.getString(3), rows.getString(4), passed);
  }
}
