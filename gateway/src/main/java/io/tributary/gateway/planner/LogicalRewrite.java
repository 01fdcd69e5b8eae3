package io.tributary.gateway.planner;

import io.tributary.gateway.planner.rule.SourceGrouping;
import java.util.List;
import org.apache.calcite.plan.RelOptCostImpl;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepMatchOrder;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.rules.PruneEmptyRules;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.sql2rel.RelFieldTrimmer;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;

/// The rewrites that hold whatever runs the plan: sub-queries become joins, filters go down, joins
/// of one source come together, columns that nobody needs go.
final class LogicalRewrite {

  private static final List<RelOptRule> SUB_QUERIES =
      List.of(
          CoreRules.FILTER_SUB_QUERY_TO_CORRELATE,
          CoreRules.PROJECT_SUB_QUERY_TO_CORRELATE,
          CoreRules.JOIN_SUB_QUERY_TO_CORRELATE);

  /// A grand total has a row even of nothing; Calcite's own rule forgets the one that ROLLUP and
  /// CUBE add.
  private static final RelOptRule PRUNE_EMPTY_AGGREGATE =
      PruneEmptyRules.RemoveEmptySingleRule.RemoveEmptySingleRuleConfig.AGGREGATE
          .withOperandFor(
              Aggregate.class,
              aggregate -> aggregate.getGroupSets().stream().noneMatch(ImmutableBitSet::isEmpty))
          .toRule();

  private static final List<RelOptRule> PUSH_FILTERS =
      List.of(
          CoreRules.FILTER_INTO_JOIN,
          CoreRules.JOIN_CONDITION_PUSH,
          CoreRules.FILTER_PROJECT_TRANSPOSE,
          CoreRules.FILTER_AGGREGATE_TRANSPOSE,
          CoreRules.FILTER_SET_OP_TRANSPOSE,
          CoreRules.FILTER_MERGE,
          CoreRules.PROJECT_MERGE,
          CoreRules.PROJECT_REMOVE,
          CoreRules.FILTER_REDUCE_EXPRESSIONS,
          PruneEmptyRules.FILTER_INSTANCE,
          PruneEmptyRules.PROJECT_INSTANCE,
          PruneEmptyRules.UNION_INSTANCE,
          PruneEmptyRules.JOIN_LEFT_INSTANCE,
          PruneEmptyRules.JOIN_RIGHT_INSTANCE,
          PRUNE_EMPTY_AGGREGATE,
          PruneEmptyRules.SORT_INSTANCE);

  private static final List<RelOptRule> TIDY =
      List.of(
          CoreRules.PROJECT_MERGE,
          CoreRules.PROJECT_REMOVE,
          CoreRules.AGGREGATE_REMOVE,
          CoreRules.SORT_REMOVE_CONSTANT_KEYS,
          CoreRules.FILTER_MERGE);

  /// Transitive predicates never come to an end on some plans; what the bound cuts off is only a
  /// filter that would have been implied.
  private static final int TRANSITIVE_PREDICATE_MATCHES = 30;

  private final RelBuilder builder;

  LogicalRewrite(RelBuilder builder) {
    this.builder = builder;
  }

  RelNode rewrite(RelNode plan) {
    RelNode rel = apply(plan, SUB_QUERIES);
    rel = ConstantKeys.guarded(rel, guarded -> RelDecorrelator.decorrelateQuery(guarded, builder));
    rel = apply(rel, PUSH_FILTERS);
    rel =
        run(
            new HepProgramBuilder()
                .addMatchOrder(HepMatchOrder.BOTTOM_UP)
                .addMatchLimit(TRANSITIVE_PREDICATE_MATCHES)
                .addRuleInstance(CoreRules.JOIN_PUSH_TRANSITIVE_PREDICATES),
            rel);
    rel = apply(rel, PUSH_FILTERS);
    rel = trim(rel);
    rel = apply(rel, TIDY);
    return groupBySource(rel);
  }

  /// Projects go up so that joins become neighbours, joins are ordered, projects go down again.
  private RelNode groupBySource(RelNode plan) {
    RelNode rel =
        apply(
            plan,
            List.of(
                CoreRules.JOIN_PROJECT_BOTH_TRANSPOSE_INCLUDE_OUTER,
                CoreRules.PROJECT_MERGE,
                CoreRules.FILTER_INTO_JOIN));
    PlanStatistics.install(rel.getCluster());
    rel = new SourceGrouping(builder, Sources::sqlSource).apply(rel);
    rel =
        apply(
            rel,
            List.of(CoreRules.PROJECT_MERGE, CoreRules.PROJECT_REMOVE, CoreRules.FILTER_INTO_JOIN));
    rel =
        apply(
            rel,
            List.of(
                CoreRules.PROJECT_JOIN_TRANSPOSE,
                CoreRules.PROJECT_MERGE,
                CoreRules.PROJECT_REMOVE));
    // Filters directly above scans: one SELECT for each table instead of two.
    return apply(
        trim(rel),
        List.of(
            CoreRules.FILTER_PROJECT_TRANSPOSE, CoreRules.PROJECT_MERGE, CoreRules.PROJECT_REMOVE));
  }

  private RelNode trim(RelNode rel) {
    return new RelFieldTrimmer(null, builder).trim(rel);
  }

  private static RelNode apply(RelNode rel, List<RelOptRule> rules) {
    return run(new HepProgramBuilder().addRuleCollection(rules), rel);
  }

  private static RelNode run(HepProgramBuilder program, RelNode rel) {
    var planner = new HepPlanner(program.build(), null, true, null, RelOptCostImpl.FACTORY);
    planner.setRoot(rel);
    return planner.findBestExp();
  }
}
