package io.tributary.gateway.fragment;

import io.tributary.connector.SqlSource;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/// A source's share of a query.
///
/// @param id from 1 on, unique in the query
/// @param sql in the source's dialect
/// @param arrowSchema of its rows
/// @param pushedOperators what the source does, from the bottom up
/// @param uses how often the query reads it
public record Fragment(
    int id,
    String sourceName,
    SqlSource source,
    String sql,
    Schema arrowSchema,
    double estimatedRows,
    List<String> pushedOperators,
    int uses) {

  /// What all their relations' names begin with.
  static final String RELATION_PREFIX = "fragment_";

  public Fragment {
    pushedOperators = List.copyOf(pushedOperators);
  }

  /// The relation in DuckDB that holds its rows.
  public String relation() {
    return RELATION_PREFIX + id;
  }
}
