package io.tributary.gateway.fragment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.metadata.RelMetadataQuery;

/// Rows that keys are taken from and that the rest of the query reads too, so that they are
/// computed once.
final class SharedRows {

  /// What is read in the place of each sub-plan.
  private final Map<RelNode, PlanLeaf> leaves = new LinkedHashMap<>();

  private SharedRows() {}

  /// @param root DuckDB's part of the plan
  /// @param keys plans of one column, each a projection of some rows
  /// @param leaf makes a leaf in the place of a sub-plan
  static SharedRows of(RelNode root, Collection<RelNode> keys, Function<RelNode, PlanLeaf> leaf) {
    RelMetadataQuery statistics = root.getCluster().getMetadataQuery();
    List<RelNode> rows =
        keys.stream()
            .map(key -> key.getInput(0))
            .filter(SharedRows::isComputed)
            .filter(rel -> statistics.getRowCount(rel) <= FragmentedPlan.Shared.MOST_ROWS)
            .filter(rel -> isWithin(root, rel))
            .distinct()
            .toList();
    var shared = new SharedRows();
    for (RelNode rel : rows) {
      if (rows.stream().noneMatch(other -> !other.equals(rel) && isWithin(rel, other))) {
        shared.leaves.put(rel, leaf.apply(rel));
      }
    }
    return shared;
  }

  /// Whether it takes more than reading a table to have them.
  private static boolean isComputed(RelNode rel) {
    return rel instanceof Project ? isComputed(rel.getInput(0)) : !rel.getInputs().isEmpty();
  }

  private static boolean isWithin(RelNode rel, RelNode sought) {
    return rel.equals(sought)
        || rel.getInputs().stream().anyMatch(input -> isWithin(input, sought));
  }

  /// A plan that reads what is shared.
  RelNode readIn(RelNode rel) {
    PlanLeaf leaf = leaves.get(rel);
    if (leaf != null) {
      return leaf;
    }
    List<RelNode> inputs = rel.getInputs().stream().map(this::readIn).toList();
    return inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
  }

  /// The names of what a plan of [#readIn] reads of it.
  List<String> namesIn(RelNode rel) {
    if (rel instanceof PlanLeaf leaf) {
      return leaves.containsValue(leaf) ? List.of(leaf.view()) : List.of();
    }
    return rel.getInputs().stream().flatMap(input -> namesIn(input).stream()).distinct().toList();
  }

  List<FragmentedPlan.Shared> definitions() {
    List<FragmentedPlan.Shared> definitions = new ArrayList<>();
    leaves.forEach((rel, leaf) ->
        definitions.add(
            new FragmentedPlan.Shared(
                leaf.view(),
                "SELECT * FROM (%s) AS \"rows\" (%s)"
                    .formatted(
                        SqlUnparser.sql(rel, DuckDbDialect.INSTANCE),
                        leaf.getRowType().getFieldNames().stream()
                            .map(DuckDbDialect::quoted)
                            .collect(Collectors.joining(", "))))));
    return definitions;
  }
}
