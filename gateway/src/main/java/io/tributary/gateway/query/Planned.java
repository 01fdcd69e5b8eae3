package io.tributary.gateway.query;

import io.tributary.connector.Source;
import io.tributary.gateway.fragment.FragmentedPlan;
import io.tributary.gateway.fragment.FragmentedPlan.OutputColumn;
import io.tributary.gateway.metadata.ConstantRows;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What a request comes down to.
///
/// @param sources that it reads
record Planned(
    FragmentedPlan plan, List<Source> sources, List<ExplainedQuery.StayedOperator> stayed) {

  Planned {
    sources = List.copyOf(sources);
    stayed = List.copyOf(stayed);
  }

  /// Rows that are known already.
  static Planned of(ConstantRows rows) {
    return of(rows, Optional.empty());
  }

  /// Of rows that are known already those whose first column matches.
  static Planned of(ConstantRows rows, Optional<String> like) {
    return inDuckDb(
        rows.query(like), rows.columns().stream().map(ConstantRows.Column::name).toList());
  }

  /// SQL that DuckDB answers alone.
  static Planned inDuckDb(String sql, List<String> columns) {
    List<OutputColumn> output =
        IntStream.range(0, columns.size())
            .mapToObj(i -> new OutputColumn(columns.get(i), i))
            .toList();
    var plan = new FragmentedPlan.InDuckDb(List.of(), List.of(), List.of(), sql, output);
    return new Planned(plan, List.of(), List.of());
  }

  ExplainedQuery explained() {
    return Explaining.explain(plan, stayed);
  }
}
