package io.tributary.gateway.planner.scope;

import io.tributary.gateway.error.SqlPosition;
import java.util.List;
import java.util.Optional;

/// The name of a column where it stands in a query.
///
/// @param parts at least two; the last is empty for all columns of a table
/// @param around the relations of each query around it, of the innermost first
/// @param position in the SQL, where that is known
public record ColumnName(
    List<String> parts, List<List<Relation>> around, Optional<SqlPosition> position) {
  public ColumnName {
    parts = List.copyOf(parts);
    around = List.copyOf(around);
  }
}
