package io.tributary.connector.jdbc;

import java.util.List;

/// A table's ranges, and how to see it as the connection sees it that found them out.
///
/// @param snapshot of that connection's transaction, in the database's words
/// @param queries one for each range, in which together every row is found once
public record RangedScan(String snapshot, List<String> queries) {

  /// Of a query that is read as one.
  public static final RangedScan NONE = new RangedScan("", List.of());

  public RangedScan {
    queries = List.copyOf(queries);
  }
}
