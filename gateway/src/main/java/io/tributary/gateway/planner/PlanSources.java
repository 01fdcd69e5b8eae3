package io.tributary.gateway.planner;

import io.tributary.connector.SqlSource;
import io.tributary.gateway.metadata.TableMetadata;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// The sources that a query reads.
///
/// @param bySource any table of each
/// @param taking those that take SQL
record PlanSources(Map<String, TableMetadata> bySource, Map<String, SqlSource> taking) {

  PlanSources(Collection<ResolvedTable> tables) {
    this(new HashMap<>(), new HashMap<>());
    for (ResolvedTable resolved : tables) {
      if (resolved.isInPlan()) {
        continue; // nothing is read
      }
      TableMetadata table = resolved.found();
      bySource.putIfAbsent(table.id().source(), table);
      if (table.source() instanceof SqlSource source) {
        taking.putIfAbsent(table.id().source(), source);
      }
    }
  }
}
