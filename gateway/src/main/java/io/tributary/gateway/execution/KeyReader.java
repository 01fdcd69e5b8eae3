package io.tributary.gateway.execution;

import io.tributary.gateway.execution.PassedKeys.Form;
import io.tributary.gateway.fragment.Fragment;
import io.tributary.gateway.fragment.KeyCondition;
import io.tributary.gateway.fragment.KeyType;
import io.tributary.gateway.fragment.Reduction;
import java.io.IOException;
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

  private final DuckDBConnection duckDb;
  private final RunningParts parts;
  private final ReductionLimits limits;

  KeyReader(DuckDBConnection duckDb, RunningParts parts, ReductionLimits limits) {
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
    boolean fit = found.characters() <= MOST_CHARACTERS;
    if (found.count <= limits.listedKeys() && fit) {
      return new Keys(found.count, Form.LIST, condition.list(found.keys));
    }
    if (found.count > limits.largestShare() * reduction.estimatedValues()) {
      return Keys.notPassed(found.count);
    }
    if (found.count <= limits.keys() && fit) {
      return new Keys(found.count, Form.ARRAY, condition.array(found.keys));
    }
    return reduction.type() == KeyType.TEXT
        ? Keys.notPassed(found.count)
        : new Keys(found.count, Form.RANGE, condition.range(found.least, found.greatest));
  }

  /// Keys as DuckDB writes them.
  ///
  /// @param keys none where there are more than may be passed
  private record Found(long count, String least, String greatest, List<String> keys) {
    long characters() {
      return keys.stream().mapToLong(key -> key.length() + 4L).sum();
    }
  }

  /// Computes them once, however many there turn out to be.
  private Found find(Reduction reduction) throws SQLException, IOException {
    String sql =
        """
        WITH keys AS MATERIALIZED (SELECT DISTINCT key FROM (%s) AS rows WHERE key IS NOT NULL),
        ends AS (
          SELECT count(*) AS number, CAST(min(key) AS VARCHAR) AS least, CAST(max(key) AS VARCHAR) AS greatest
          FROM keys)
        SELECT number, least, greatest, CAST(key AS VARCHAR) FROM ends LEFT JOIN keys ON number <= %d\
        """
            .formatted(reduction.keySql(), limits.keys());
    try (Statement statement = duckDb.createStatement()) {
      return parts.interruptibly(
          statement,
          () -> {
            try (ResultSet rows = statement.executeQuery(sql)) {
              return found(rows);
            }
          });
    }
  }

  /// @param rows one at least
  private static Found found(ResultSet rows) throws SQLException {
    rows.next();
    long count = rows.getLong(1);
    String least = rows.getString(2);
    String greatest = rows.getString(3);
    List<String> keys = new ArrayList<>();
    do {
      @Nullable String key = rows.getString(4);
      if (key != null) {
        keys.add(key);
      }
    } while (rows.next());
    return new Found(count, least, greatest, keys);
  }
}
