package io.tributary.gateway.planner.whole;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Where a plan of DuckDB's scans one table. A plan may do so more than once, where it copies a
/// common table expression to its uses.
final class Scans {

  private final List<JsonNode> scans;

  private Scans(List<JsonNode> scans) {
    this.scans = scans;
  }

  /// Those of a plan that DuckDB does not tell.
  static Scans unknown() {
    return new Scans(List.of());
  }

  static Scans of(JsonNode plan, String table) {
    List<JsonNode> scans = new ArrayList<>();
    collect(plan, table, scans);
    return new Scans(scans);
  }

  private static void collect(JsonNode node, String table, List<JsonNode> scans) {
    if (node.path("type").asText().equals("LOGICAL_GET")
        && node.path("function_data").path("table").asText().equals(table)) {
      scans.add(node);
    }
    node.forEach(child -> collect(child, table, scans));
  }

  /// The columns that are read, in the table's order; all where nothing is known, and never none:
  /// rows have to be counted by something.
  ///
  /// @param width how many the table has
  List<Integer> columns(int width) {
    Set<Integer> columns = new TreeSet<>();
    for (JsonNode scan : scans) {
      for (JsonNode index : scan.path("column_indexes")) {
        int column = column(index);
        if (column >= 0 && column < width) {
          columns.add(column);
        }
      }
    }
    if (scans.isEmpty()) {
      return IntStream.range(0, width).boxed().toList();
    }
    return columns.isEmpty() ? List.of(0) : List.copyOf(columns);
  }

  /// What a row must pass to matter; nothing where there are several scans, of which each has
  /// conditions of its own.
  List<ScanFilter> filters() {
    List<ScanFilter> filters = new ArrayList<>();
    if (scans.size() == 1) {
      JsonNode scan = scans.getFirst();
      if (scan.path("table_filters_by_projection").asBoolean()) {
        for (JsonNode filter : scan.path("table_filters").path("filters")) {
          JsonNode index = scan.path("column_indexes").path(filter.path("key").asInt(-1));
          if (column(index) >= 0 && index.path("child_indexes").isEmpty()) {
            filters.add(new ScanFilter(column(index), filter.path("value")));
          }
        }
      }
    }
    return filters;
  }

  /// The number of a real column; others, such as the row's number, have numbers beyond all.
  private static int column(JsonNode index) {
    JsonNode column = index.path("index");
    return column.isInt() ? column.intValue() : -1;
  }
}
