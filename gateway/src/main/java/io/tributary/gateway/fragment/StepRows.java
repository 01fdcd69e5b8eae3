package io.tributary.gateway.fragment;

import io.tributary.gateway.planner.SourceTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.RelMetadataQuery;

/// What a source has to work through: the most rows that any step of its part gives, which may be
/// millions where the part itself gives their sum alone.
final class StepRows {
  private final RelMetadataQuery statistics;

  private StepRows(RelMetadataQuery statistics) {
    this.statistics = statistics;
  }

  /// As estimated. The rows of a table count as those that a condition on it keeps, which an index
  /// may find, or that a limit takes. Of a table that nobody knows the size of, all are too many.
  static double most(RelNode rel) {
    return new StepRows(rel.getCluster().getMetadataQuery()).mostOf(rel);
  }

  private double mostOf(RelNode rel) {
    if (rel instanceof TableScan scan && !SourceTable.of(scan).knowsRowCount()) {
      return Double.POSITIVE_INFINITY;
    }
    double rows = statistics.getRowCount(rel);
    boolean endsEarly =
        switch (rel) {
          case Filter filter -> readsTable(filter.getInput());
          case Sort sort -> isLimit(sort) && readsTable(sort.getInput());
          default -> false;
        };
    return endsEarly
        ? rows
        : Math.max(rows, rel.getInputs().stream().mapToDouble(this::mostOf).max().orElse(0));
  }

  private static boolean isLimit(Sort sort) {
    return sort.fetch != null && sort.getCollation().getFieldCollations().isEmpty();
  }

  /// Row by row as it comes.
  private static boolean readsTable(RelNode rel) {
    return switch (rel) {
      case TableScan _ -> true;
      case Project project -> readsTable(project.getInput());
      case Filter filter -> readsTable(filter.getInput());
      default -> false;
    };
  }
}
