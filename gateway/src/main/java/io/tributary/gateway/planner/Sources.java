package io.tributary.gateway.planner;

import io.tributary.connector.LocalSource;
import io.tributary.connector.SqlSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;

/// Which source a part of a plan belongs to.
final class Sources {

  private Sources() {}

  /// The one source with SQL of its own that all tables below are of, if there is one.
  static Optional<String> sqlSource(RelNode rel) {
    Set<Optional<String>> sources = new HashSet<>();
    collect(rel, sources);
    return sources.size() == 1 ? sources.iterator().next() : Optional.empty();
  }

  /// Whether there are tables below, and all are read in place.
  static boolean areInPlace(RelNode rel) {
    Set<Optional<String>> sources = new HashSet<>();
    collect(rel, sources);
    return sources.equals(Set.of(Optional.<String>empty()));
  }

  static Optional<String> sqlSource(TableScan scan) {
    var table = SourceTable.of(scan).metadata();
    return switch (table.source()) {
      case SqlSource _ -> Optional.of(table.id().source());
      case LocalSource _ -> Optional.empty();
    };
  }

  private static void collect(RelNode rel, Set<Optional<String>> sources) {
    if (rel instanceof TableScan scan) {
      sources.add(sqlSource(scan));
    }
    rel.getInputs().forEach(input -> collect(input, sources));
  }
}
