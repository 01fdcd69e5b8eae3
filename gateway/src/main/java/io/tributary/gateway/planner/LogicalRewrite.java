package io.tributary.gateway.planner;

import io.tributary.gateway.planner.rule.AggregatesBelowJoins;
import io.tributary.gateway.planner.rule.CommonFactors;
import io.tributary.gateway.planner.rule.ExistenceAtSource;
import io.tributary.gateway.planner.rule.ImpliedFilters;
import io.tributary.gateway.planner.rule.ProjectsBelowJoins;
import io.tributary.gateway.planner.rule.ReducedAggregates;
import io.tributary.gateway.planner.rule.SourceGrouping;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.RelOptCostImpl;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.hep.HepMatchOrder;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.rules.FilterAggregateTransposeRule;
import org.apache.calcite.rel.rules.FilterProjectTransposeRule;
import org.apache.calcite.rel.rules.JoinProjectTransposeRule;
import org.apache.calcite.rel.rules.PruneEmptyRules;
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

  /// What asks a sub-query is copied into the join that answers it, so it had better be small.
  private static final List<RelOptRule> FILTERS_BELOW_CORRELATES =
      List.of(
          CoreRules.FILTER_CORRELATE,
          CoreRules.FILTER_INTO_JOIN,
          CoreRules.FILTER_REDUCE_EXPRESSIONS);

  /// So that what joins by an expression joins by a column.
  private static final List<RelOptRule> EXPRESSIONS_BELOW_JOINS =
      List.of(CoreRules.JOIN_PUSH_EXPRESSIONS);

  /// A grand total has a row even of nothing; Calcite's own rule forgets the one that ROLLUP and
  /// CUBE add.
  private static final RelOptRule PRUNE_EMPTY_AGGREGATE =
      PruneEmptyRules.RemoveEmptySingleRule.RemoveEmptySingleRuleConfig.AGGREGATE
          .withOperandFor(Aggregate.class, LogicalRewrite::hasNoGrandTotal)
          .toRule();

  /// What no row of its input can take away, a filter of its groups can.
  private static final RelOptRule FILTER_AGGREGATE_TRANSPOSE =
      FilterAggregateTransposeRule.Config.DEFAULT
          .withOperandSupplier(filter ->
              filter
                  .operand(Filter.class)
                  .oneInput(groups ->
                      groups
                          .operand(Aggregate.class)
                          .predicate(LogicalRewrite::hasNoGrandTotal)
                          .anyInputs()))
          .as(FilterAggregateTransposeRule.Config.class)
          .toRule();

  /// What stood in a column of its own can be an OR within an OR, which no filter may hold; made
  /// anew instead of copied, the filter is flat again.
  private static final RelOptRule FILTER_PROJECT_TRANSPOSE =
      FilterProjectTransposeRule.Config.DEFAULT.withCopyFilter(false).toRule();

  private static final List<RelOptRule> PUSH_FILTERS =
      List.of(
          CoreRules.FILTER_INTO_JOIN,
          CoreRules.JOIN_CONDITION_PUSH,
          FILTER_PROJECT_TRANSPOSE,
          FILTER_AGGREGATE_TRANSPOSE,
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
          PruneEmptyRules.CORRELATE_LEFT_INSTANCE,
          PruneEmptyRules.CORRELATE_RIGHT_INSTANCE,
          PRUNE_EMPTY_AGGREGATE,
          PruneEmptyRules.SORT_INSTANCE);

  private static final List<RelOptRule> TIDY =
      List.of(
          CoreRules.PROJECT_MERGE,
          CoreRules.PROJECT_REMOVE,
          CoreRules.AGGREGATE_REMOVE,
          CoreRules.SORT_REMOVE_CONSTANT_KEYS,
          CoreRules.FILTER_MERGE);

  /// Not those below semi and anti joins, which the rule takes for joins with the columns of both.
  private static final RelOptRule JOIN_PROJECT_TRANSPOSE =
      JoinProjectTransposeRule.Config.OUTER
          .withOperandSupplier(join ->
              join.operand(LogicalJoin.class)
                  .predicate(rel -> rel.getJoinType().projectsRight())
                  .inputs(
                      left -> left.operand(LogicalProject.class).anyInputs(),
                      right -> right.operand(LogicalProject.class).anyInputs()))
          .as(JoinProjectTransposeRule.Config.class)
          .toRule();

  /// Projects go up so that joins become neighbours; they go down again when these are in order.
  private static final List<RelOptRule> GATHER_JOINS =
      List.of(JOIN_PROJECT_TRANSPOSE, CoreRules.PROJECT_MERGE, CoreRules.FILTER_INTO_JOIN);

  private static final List<RelOptRule> FILTERS_INTO_JOINS =
      List.of(CoreRules.PROJECT_MERGE, CoreRules.PROJECT_REMOVE, CoreRules.FILTER_INTO_JOIN);

  private static final List<RelOptRule> PUSH_PROJECTS =
      List.of(ProjectsBelowJoins.RULE, CoreRules.PROJECT_MERGE, CoreRules.PROJECT_REMOVE);

  /// One SELECT for each table instead of two.
  private static final List<RelOptRule> FILTERS_ABOVE_SCANS =
      List.of(FILTER_PROJECT_TRANSPOSE, CoreRules.PROJECT_MERGE, CoreRules.PROJECT_REMOVE);

  /// Transitive predicates never come to an end on some plans; what the bound cuts off is only a
  /// filter that would have been implied.
  private static final int TRANSITIVE_PREDICATE_MATCHES = 30;

  private final RelBuilder builder;

  LogicalRewrite(RelBuilder builder) {
    this.builder = builder;
  }

  /// One pass over a plan.
  ///
  /// @param name for people
  record Step(String name, UnaryOperator<RelNode> rewrite) {}

  RelNode rewrite(RelNode plan) {
    RelNode rel = plan;
    for (Step step : steps()) {
      rel = step.rewrite().apply(rel);
    }
    return rel;
  }

  /// All of them, in their order.
  List<Step> steps() {
    return List.of(
        new Step("constant moments", ConstantMoments::simplify),
        new Step("long lists", LongLists::asSets),
        new Step("existence joins", ExistenceJoins::apply),
        new Step("subqueries to correlates", LogicalRewrite::subQueriesToCorrelates),
        new Step("common factors", CommonFactors::apply),
        new Step("decorrelate", this::decorrelate),
        new Step("expressions below joins", rel -> apply(rel, EXPRESSIONS_BELOW_JOINS)),
        new Step("push filters", rel -> apply(rel, PUSH_FILTERS)),
        new Step("imply filters", LogicalRewrite::implyFilters),
        new Step("filters of alternatives", ImpliedFilters::apply),
        new Step("push implied filters", rel -> apply(rel, PUSH_FILTERS)),
        new Step("trim columns", this::trim),
        new Step("tidy", rel -> apply(rel, TIDY)),
        new Step("gather joins", rel -> apply(rel, GATHER_JOINS)),
        new Step("group joins by source", this::groupBySource),
        new Step("reduce aggregates", new ReducedAggregates(Sources::areInPlace)::apply),
        new Step("aggregates below joins", AggregatesBelowJoins::apply),
        new Step("existence at its source", new ExistenceAtSource(Sources::sqlSource)::apply),
        new Step("push filters into joins", rel -> apply(rel, FILTERS_INTO_JOINS)),
        new Step("push projects", rel -> apply(rel, PUSH_PROJECTS)),
        new Step("trim shipped columns", this::trim),
        new Step("filters above scans", rel -> apply(rel, FILTERS_ABOVE_SCANS)),
        new Step("release guarded choices", GuardedChoices::released));
  }

  private static boolean hasNoGrandTotal(Aggregate aggregate) {
    return aggregate.getGroupSets().stream().noneMatch(ImmutableBitSet::isEmpty);
  }

  private static RelNode subQueriesToCorrelates(RelNode plan) {
    UnknownMembership.refuseIn(plan);
    return apply(Quantified.withoutUnequal(plan), SUB_QUERIES);
  }

  private RelNode decorrelate(RelNode plan) {
    if (!Decorrelation.isNeeded(plan)) {
      return plan;
    }
    Undecorrelatable.refuseIn(plan);
    return Decorrelation.apply(apply(plan, FILTERS_BELOW_CORRELATES), builder);
  }

  private static RelNode implyFilters(RelNode plan) {
    return run(
        new HepProgramBuilder()
            .addMatchOrder(HepMatchOrder.BOTTOM_UP)
            .addMatchLimit(TRANSITIVE_PREDICATE_MATCHES)
            .addRuleInstance(CoreRules.JOIN_PUSH_TRANSITIVE_PREDICATES),
        plan);
  }

  private RelNode groupBySource(RelNode plan) {
    PlanStatistics.install(plan.getCluster());
    return new SourceGrouping(builder, Sources::sqlSource).apply(plan);
  }

  private RelNode trim(RelNode rel) {
    return new RelFieldTrimmer(null, builder).trim(rel);
  }

  private static RelNode apply(RelNode rel, List<RelOptRule> rules) {
    return run(new HepProgramBuilder().addRuleCollection(rules), rel);
  }

  private static RelNode run(HepProgramBuilder program, RelNode rel) {
    var planner =
        new HepPlanner(program.build(), Abandonment.context(), true, null, RelOptCostImpl.FACTORY);
    planner.setRoot(rel);
    return planner.findBestExp();
  }
}
