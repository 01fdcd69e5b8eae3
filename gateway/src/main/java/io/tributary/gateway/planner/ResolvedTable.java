package io.tributary.gateway.planner;

import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.metadata.InformationSchema;
import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.metadata.NativeQuery;
import io.tributary.gateway.metadata.TableMetadata;

/// A question that planning put to the catalog, and its answer.
///
/// @param source as the query and the session's defaults spell it, like the rest of the name
public record ResolvedTable(String source, String schema, String table, TableMetadata found) {

  /// Whether the catalog answers the same now: the same open source, columns, keys and statistics.
  /// Another table may have this name by now, or be nearer to how it is spelled.
  @SuppressWarnings("ReferenceEquality") // a source that was opened anew is another one
  public boolean isStillSo(Metadata metadata) {
    try {
      TableMetadata now =
          found
              .query()
              .map(sql -> metadata.query(new NativeQuery(source, sql)))
              .orElseGet(() -> metadata.table(source, schema, table));
      return now.source() == found.source()
          && now.id().equals(found.id())
          && now.description().equals(found.description())
          && now.statistics().equals(found.statistics());
    } catch (GatewayException e) {
      return false; // whoever plans anew gets to hear why
    }
  }

  /// Whether its rows are in the plan itself.
  public boolean isInPlan() {
    return found.source() instanceof InformationSchema;
  }
}
