package io.tributary.gateway.planner;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;

/// The values of an `UPDATE`, constants apart from what is computed of each row, since a constant
/// that its source could not compute may still be given to it. A sub-query that asks nothing of the
/// row is a constant too, whatever sources it is of.
///
/// @param constants one row of them, if there are any
/// @param computed the other values of the rows that are changed; if there are none, whatever
/// @param isConstant which value is which, in the order of the statement
public record PlannedUpdate(
    Optional<OptimizedPlan> constants, OptimizedPlan computed, List<Boolean> isConstant) {
  public PlannedUpdate {
    isConstant = List.copyOf(isConstant);
  }

  static PlannedUpdate of(
      Planner.Logical query, Function<Planner.Logical, OptimizedPlan> optimize) {
    List<Boolean> isConstant = new ArrayList<>();
    List<RexNode> constants = new ArrayList<>();
    List<RexNode> computed = new ArrayList<>();
    for (OptimizedPlan.OutputColumn column : query.output()) {
      Optional<RexNode> constant =
          query.rel() instanceof Project project
              ? Optional.of(project.getProjects().get(column.index()))
                  .filter(value -> isConstant(project, value))
              : Optional.empty();
      isConstant.add(constant.isPresent());
      constant.ifPresentOrElse(constants::add, () -> computed.add(value(query.rel(), column)));
    }
    RelNode rows = query.rel() instanceof Project project ? project.getInput() : query.rel();
    return new PlannedUpdate(
        constants.isEmpty()
            ? Optional.empty()
            : Optional.of(
                optimize.apply(
                    project(
                        query,
                        LogicalValues.createOneRow(rows.getCluster()),
                        constants,
                        query.tables()))),
        optimize.apply(
            computed.isEmpty()
                ? with(query, rows, query.tables())
                : project(query, rows, computed, query.tables())),
        isConstant);
  }

  private static boolean isConstant(Project project, RexNode value) {
    RexNode withoutSubQueries =
        value.accept(
            new RexShuttle() {
              @Override
              public RexNode visitSubQuery(RexSubQuery asked) {
                boolean ofTheRow =
                    !Collections.disjoint(
                        RelOptUtil.getVariablesUsed(asked.rel), project.getVariablesSet());
                return ofTheRow
                        || asked.getOperands().stream().anyMatch(of -> !isConstant(project, of))
                    ? asked
                    : project.getCluster().getRexBuilder().makeNullLiteral(asked.getType());
              }
            });
    return RexUtil.isConstant(withoutSubQueries);
  }

  private static RexNode value(RelNode rel, OptimizedPlan.OutputColumn column) {
    return rel instanceof Project project
        ? project.getProjects().get(column.index())
        : rel.getCluster().getRexBuilder().makeInputRef(rel, column.index());
  }

  private static Planner.Logical project(
      Planner.Logical query, RelNode input, List<RexNode> values, List<ResolvedTable> tables) {
    List<String> names = IntStream.range(0, values.size()).mapToObj(i -> "value" + i).toList();
    return with(query, LogicalProject.create(input, List.of(), values, names, Set.of()), tables);
  }

  private static Planner.Logical with(
      Planner.Logical query, RelNode rel, List<ResolvedTable> tables) {
    List<OptimizedPlan.OutputColumn> output =
        rel.getRowType().getFieldList().stream()
            .map(field -> new OptimizedPlan.OutputColumn(field.getName(), field.getIndex()))
            .toList();
    return new Planner.Logical(
        rel, query.builder(), output, tables, query.ofItsTime(), query.unrepeatable());
  }
}
