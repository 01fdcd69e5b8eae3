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
    List<String> keys = new ArrayList<>();
    long characters = 0;
    for (String key : distinctKeys(reduction)) {
      keys.add(key);
      characters += key.length() + 4;
    }
    if (keys.size() <= limits.listedKeys() && characters <= MOST_CHARACTERS) {
      return new Keys(keys.size(), Form.LIST, condition.list(keys));
    }
    if (keys.size() > limits.largestShare() * reduction.estimatedValues()) {
      return Keys.notPassed(keys.size());
    }
    if (keys.size() <= limits.keys() && characters <= MOST_CHARACTERS) {
      return new Keys(keys.size(), Form.ARRAY, condition.array(keys));
    }
    return reduction.type() == KeyType.TEXT
        ? Keys.notPassed(keys.size())
        : new Keys(keys.size(), Form.RANGE, range(condition, reduction));
  }

  /// One more than there may be, where there are that many.
  private List<String> distinctKeys(Reduction reduction) throws SQLException, IOException {
    String sql =
        "SELECT CAST(key AS VARCHAR) FROM (SELECT DISTINCT key FROM (%s) AS rows WHERE key IS NOT NULL LIMIT %d) AS keys"
            .formatted(reduction.keySql(), limits.keys() + 1L);
    return query(
        sql,
        rows -> {
          List<String> keys = new ArrayList<>();
          while (rows.next()) {
            keys.add(rows.getString(1));
          }
          return keys;
        });
  }

  private Optional<String> range(KeyCondition condition, Reduction reduction)
      throws SQLException, IOException {
    String sql =
        "SELECT CAST(min(key) AS VARCHAR), CAST(max(key) AS VARCHAR) FROM (%s) AS rows"
            .formatted(reduction.keySql());
    return query(
        sql,
        rows ->
            rows.next() ? condition.range(rows.getString(1), rows.getString(2)) : Optional.empty());
  }

  /// Takes what is needed from a query's rows.
  @FunctionalInterface
  private interface Rows<T> {
    T take(ResultSet rows) throws SQLException;
  }

  private <T> T query(String sql, Rows<T> taken) throws SQLException, IOException {
    try (Statement statement = duckDb.createStatement()) {
      return parts.interruptibly(
          statement,
          () -> {
            try (ResultSet rows = statement.executeQuery(sql)) {
              return taken.take(rows);
            }
          });
    }
  }
}
