package io.tributary.gateway.fragment;

import io.tributary.connector.ScannedTable;
import io.tributary.connector.SqlSource;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.Schema;

/// What a source is to be asked at one place of the plan.
///
/// @param scan as in [io.tributary.connector.SourceQuery]
/// @param joinsDerivedRows as in [io.tributary.connector.SourceQuery]
/// @param stepRows as of [StepRows]
/// @param operators what the source does, from the bottom up
record SourceSql(
    String sourceName,
    SqlSource source,
    String sql,
    Optional<ScannedTable> scan,
    Schema arrowSchema,
    boolean joinsDerivedRows,
    double estimatedRows,
    double stepRows,
    List<String> operators) {

  boolean asksTheSame(SourceSql other) {
    return sourceName.equals(other.sourceName) && sql.equals(other.sql);
  }

  Fragment fragment(int id, int uses, List<Reduction> reductions) {
    return new Fragment(
        id,
        sourceName,
        source,
        sql,
        scan,
        arrowSchema,
        joinsDerivedRows,
        estimatedRows,
        stepRows,
        operators,
        uses,
        reductions);
  }
}
