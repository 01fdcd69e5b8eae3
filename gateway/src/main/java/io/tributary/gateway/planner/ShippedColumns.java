package io.tributary.gateway.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/// Keeps constants out of what a source ships: DuckDB adds them above the boundary, where
/// aggregates that want constants also find them.
///
/// ```
/// Boundary                    Project(a, ',')
///   Project(a, ',')     ->      Boundary
///     Scan                        Project(a)
///                                   Scan
/// ```
final class ShippedColumns {

  private ShippedColumns() {}

  /// @param boundary puts a boundary above what is shipped
  static RelNode withoutConstants(Project project, UnaryOperator<RelNode> boundary) {
    List<RexNode> shipped = new ArrayList<>();
    List<String> shippedNames = new ArrayList<>();
    List<RexNode> all = new ArrayList<>();
    List<String> names = project.getRowType().getFieldNames();
    for (int i = 0; i < names.size(); i++) {
      RexNode expression = project.getProjects().get(i);
      if (expression instanceof RexLiteral) {
        all.add(expression);
      } else {
        all.add(new RexInputRef(shipped.size(), expression.getType()));
        shipped.add(expression);
        shippedNames.add(names.get(i));
      }
    }
    if (shipped.isEmpty() || shipped.size() == all.size()) {
      return boundary.apply(project);
    }
    RelNode read =
        LogicalProject.create(project.getInput(), List.of(), shipped, shippedNames, Set.of());
    return LogicalProject.create(boundary.apply(read), List.of(), all, names, Set.of());
  }
}
