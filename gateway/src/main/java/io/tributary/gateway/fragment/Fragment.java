package io.tributary.gateway.fragment;

import io.tributary.connector.ScannedTable;
import io.tributary.connector.SourceQuery;
import io.tributary.connector.SqlSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.types.pojo.Schema;

/// A source's share of a query.
///
/// @param id from 1 on, unique in the query
/// @param sql in the source's dialect
/// @param scan as in [SourceQuery]
/// @param joinsDerivedRows as in [SourceQuery]
/// @param arrowSchema of its rows
/// @param stepRows the most that any step of it is expected to give at the source
/// @param pushedOperators what the source does, from the bottom up
/// @param uses how often the query reads it
/// @param reductions keys to reduce it by, known when other fragments were read
public record Fragment(
    int id,
    String sourceName,
    SqlSource source,
    String sql,
    Optional<ScannedTable> scan,
    Schema arrowSchema,
    boolean joinsDerivedRows,
    double estimatedRows,
    double stepRows,
    List<String> pushedOperators,
    int uses,
    List<Reduction> reductions) {

  /// What all their relations' names begin with.
  static final String RELATION_PREFIX = "fragment_";

  public Fragment {
    pushedOperators = List.copyOf(pushedOperators);
    reductions = List.copyOf(reductions);
  }

  /// The relation in DuckDB that holds its rows.
  public String relation() {
    return relation(id);
  }

  static String relation(int id) {
    return RELATION_PREFIX + id;
  }

  /// The same with other SQL.
  ///
  /// @param rewrite of any SQL that it holds
  Fragment rewritten(UnaryOperator<String> rewrite) {
    return new Fragment(
        id,
        sourceName,
        source,
        rewrite.apply(sql),
        scan.map(table ->
            new ScannedTable(
                table.name(), rewrite.apply(table.before()), rewrite.apply(table.after()))),
        arrowSchema,
        joinsDerivedRows,
        estimatedRows,
        stepRows,
        pushedOperators,
        uses,
        reductions);
  }

  /// Its SQL, narrowed to rows that meet conditions on its columns.
  public String sqlWhere(List<String> conditions) {
    return conditions.isEmpty()
        ? sql
        : "SELECT * FROM (%s) AS reduced WHERE %s".formatted(sql, String.join(" AND ", conditions));
  }

  /// What its source is asked.
  ///
  /// @param narrowed its SQL, or that of [#sqlWhere]
  /// @param partitions readers at most
  public SourceQuery query(String narrowed, int batchRows, int partitions) {
    return new SourceQuery(
        narrowed,
        arrowSchema,
        batchRows,
        joinsDerivedRows,
        narrowed.equals(sql) ? scan : Optional.empty(),
        partitions,
        false);
  }

  /// Rows that are expected once the reductions are applied.
  public double reducedRows() {
    double rows = estimatedRows;
    for (Reduction reduction : reductions) {
      rows *= Math.min(1, reduction.estimatedKeys() / reduction.estimatedValues());
    }
    return rows;
  }
}
