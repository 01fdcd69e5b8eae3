package io.tributary.gateway.planner;

import io.tributary.gateway.metadata.TableMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;

/// What is to be computed, and where.
///
/// @param root logical operators
/// @param onlySource the source that runs everything, if one does; [#root] is a [SourceBoundary]
///   then
/// @param output the columns for the user
/// @param tables what the catalog was asked for it
/// @param sources tables' metadata by source name, for any table of that source
/// @param stayed operators that could have gone to a source but did not
/// @param ofItsTime whether the time at which it was made is a constant of it
/// @param unrepeatable what of its query gives other rows each time, such as `random`
public record OptimizedPlan(
    RelNode root,
    Optional<String> onlySource,
    List<OutputColumn> output,
    List<ResolvedTable> tables,
    Map<String, TableMetadata> sources,
    List<StayedOperator> stayed,
    boolean ofItsTime,
    List<String> unrepeatable) {

  /// A column of the result.
  ///
  /// @param index in the root's rows, which may hold more columns to sort by
  public record OutputColumn(String name, int index) {}

  /// An operator that DuckDB runs, and why no source does.
  public record StayedOperator(String operator, ReasonCode code, String reason) {}

  /// Why an operator was not given to a source.
  public enum ReasonCode {
    /// Its inputs come from different places.
    CROSS_SOURCE,
    /// The source could not compute it, or not with the same meaning.
    NOT_CERTIFIED,
    /// The whole statement stays, for a construct that the planner does not take apart.
    RUNS_WHOLE,
    /// More would have to be read from the source than without it.
    SHIPS_MORE
  }

  public OptimizedPlan {
    output = List.copyOf(output);
    tables = List.copyOf(tables);
    sources = Map.copyOf(sources);
    stayed = List.copyOf(stayed);
    unrepeatable = List.copyOf(unrepeatable);
  }

  OptimizedPlan withRoot(RelNode root) {
    return new OptimizedPlan(
        root, onlySource, output, tables, sources, stayed, ofItsTime, unrepeatable);
  }
}
