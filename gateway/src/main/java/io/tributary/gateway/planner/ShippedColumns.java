package io.tributary.gateway.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.util.ImmutableBitSet;

/// Keeps what a source ships narrow: no constants, and no columns that nobody reads.
final class ShippedColumns {

  private ShippedColumns() {}

  /// Leaves constants to DuckDB, which adds them above the boundary, where aggregates that want
  /// constants also find them.
  ///
  /// ```
  /// Boundary                    Project(a, ',')
  ///   Project(a, ',')     ->      Boundary
  ///     Scan                        Project(a)
  ///                                   Scan
  /// ```
  ///
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

  /// Takes columns that nobody reads out of what is shipped to a projection that DuckDB runs.
  ///
  /// ```
  /// Project(f(a))               Project(f(a))
  ///   Filter(g(b))        ->      Filter(g(b))
  ///     Boundary                    Boundary
  ///       Scan(a, b, c)               Project(a, b)
  ///                                     Scan(a, b, c)
  /// ```
  static Project onlyWhatIsRead(Project project) {
    List<Filter> filters = new ArrayList<>();
    RelNode input = project.getInput();
    while (input instanceof Filter filter) {
      filters.add(filter);
      input = filter.getInput();
    }
    if (!(input instanceof SourceBoundary boundary)) {
      return project;
    }
    ImmutableBitSet read = RelOptUtil.InputFinder.bits(project.getProjects(), null);
    for (Filter filter : filters) {
      read = read.union(RelOptUtil.InputFinder.bits(filter.getCondition()));
    }
    int columns = boundary.getRowType().getFieldCount();
    if (read.isEmpty() || read.cardinality() == columns) {
      return project;
    }
    RelNode narrowed = narrowed(boundary, read);
    ImmutableBitSet shipped = read;
    var moved =
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef column) {
            return new RexInputRef(shipped.indexOf(column.getIndex()), column.getType());
          }
        };
    for (Filter filter : filters.reversed()) {
      narrowed = filter.copy(filter.getTraitSet(), narrowed, filter.getCondition().accept(moved));
    }
    return project.copy(
        project.getTraitSet(),
        narrowed,
        moved.visitList(project.getProjects()),
        project.getRowType());
  }

  private static SourceBoundary narrowed(SourceBoundary boundary, ImmutableBitSet read) {
    RelNode shipped = boundary.getInput();
    List<RexNode> columns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int column : read) {
      RelDataTypeField field = shipped.getRowType().getFieldList().get(column);
      columns.add(new RexInputRef(column, field.getType()));
      names.add(field.getName());
    }
    return new SourceBoundary(
        LogicalProject.create(shipped, List.of(), columns, names, Set.of()), boundary.source());
  }
}
