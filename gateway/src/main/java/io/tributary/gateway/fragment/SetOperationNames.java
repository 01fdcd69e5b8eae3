package io.tributary.gateway.fragment;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalProject;

/// Names apart what set operations are made of: their columns are known by name, which two columns
/// of a join's `*` may share.
final class SetOperationNames extends RelHomogeneousShuttle {

  private SetOperationNames() {}

  static RelNode spellOut(RelNode rel) {
    return rel.accept(new SetOperationNames());
  }

  @Override
  public RelNode visit(RelNode other) {
    RelNode rel = super.visit(other);
    if (!(rel instanceof SetOp)
        || rel.getInputs().stream().noneMatch(SetOperationNames::sharesNames)) {
      return rel;
    }
    List<String> names = rel.getRowType().getFieldNames();
    List<String> apart = names.stream().map(name -> name + "_").toList();
    List<RelNode> inputs = rel.getInputs().stream().map(input -> named(input, apart)).toList();
    return named(rel.copy(rel.getTraitSet(), inputs), names);
  }

  private static RelNode named(RelNode rel, List<String> names) {
    return LogicalProject.create(
        rel,
        List.of(),
        rel.getCluster().getRexBuilder().identityProjects(rel.getRowType()),
        names,
        Set.of());
  }

  private static boolean sharesNames(RelNode rel) {
    return switch (rel) {
      case Join join ->
          sharesNames(join.getLeft())
              || sharesNames(join.getRight())
              || !Collections.disjoint(
                  join.getLeft().getRowType().getFieldNames(),
                  join.getRight().getRowType().getFieldNames());
      case Filter filter -> sharesNames(filter.getInput());
      case Sort sort -> sharesNames(sort.getInput());
      default -> false;
    };
  }
}
