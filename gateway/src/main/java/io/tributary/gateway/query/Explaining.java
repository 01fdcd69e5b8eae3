package io.tributary.gateway.query;

import io.tributary.gateway.fragment.Fragment;
import io.tributary.gateway.fragment.FragmentedPlan;
import io.tributary.gateway.fragment.LocalTable;
import io.tributary.gateway.fragment.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A plan in words for users.
final class Explaining {

  private Explaining() {}

  static ExplainedQuery explain(FragmentedPlan plan, List<ExplainedQuery.StayedOperator> stayed) {
    return switch (plan) {
      case FragmentedPlan.Native only ->
          new ExplainedQuery(
              "native",
              only.fragment().sourceName() + " runs the whole query",
              List.of(fragment(only.fragment())),
              Optional.empty(),
              stayed,
              Optional.empty());
      case FragmentedPlan.InDuckDb duckDb -> {
        List<ExplainedQuery.PlannedFragment> fragments = new ArrayList<>();
        duckDb.fragments().forEach(fragment -> fragments.add(fragment(fragment)));
        for (LocalTable table : duckDb.localTables()) {
          fragments.add(
              new ExplainedQuery.PlannedFragment(
                  duckDb.fragments().size() + table.id(),
                  table.sourceName(),
                  table.relation().sql(),
                  table.estimatedRows(),
                  List.of("read in place"),
                  List.of(),
                  Optional.empty()));
        }
        yield new ExplainedQuery(
            "duckdb",
            reason(duckDb, stayed),
            fragments,
            Optional.of(sql(duckDb)),
            stayed,
            Optional.empty());
      }
    };
  }

  private static String sql(FragmentedPlan.InDuckDb plan) {
    var sql = new StringBuilder();
    for (FragmentedPlan.Shared shared : plan.shared()) {
      sql.append("CREATE TEMP TABLE %s AS %s;%n".formatted(shared.name(), shared.sql()));
    }
    return sql.append(plan.sql()).toString();
  }

  private static String reason(
      FragmentedPlan.InDuckDb plan, List<ExplainedQuery.StayedOperator> stayed) {
    Set<String> sources = new TreeSet<>();
    plan.fragments().forEach(fragment -> sources.add(fragment.sourceName()));
    plan.localTables().forEach(table -> sources.add(table.sourceName()));
    return switch (sources.size()) {
      case 0 -> "the query reads no source";
      case 1 -> reason(sources.iterator().next(), plan, stayed);
      default -> "the query joins %d sources".formatted(sources.size());
    };
  }

  private static String reason(
      String source, FragmentedPlan.InDuckDb plan, List<ExplainedQuery.StayedOperator> stayed) {
    if (plan.fragments().isEmpty()) {
      return "DuckDB reads %s in place".formatted(source);
    }
    return stayed.isEmpty()
        ? "the request asks for DuckDB"
        : "%s does not run all of the query: %s".formatted(source, stayed.getFirst().reason());
  }

  private static ExplainedQuery.PlannedFragment fragment(Fragment fragment) {
    return new ExplainedQuery.PlannedFragment(
        fragment.id(),
        fragment.sourceName(),
        fragment.sql(),
        fragment.estimatedRows(),
        fragment.pushedOperators(),
        fragment.reductions().stream().map(Explaining::reduction).toList(),
        Optional.empty());
  }

  private static ExplainedQuery.PlannedReduction reduction(Reduction reduction) {
    return new ExplainedQuery.PlannedReduction(
        reduction.column(),
        reduction.waitsFor(),
        reduction.keySql(),
        Math.min(reduction.estimatedKeys(), reduction.estimatedValues()));
  }
}
