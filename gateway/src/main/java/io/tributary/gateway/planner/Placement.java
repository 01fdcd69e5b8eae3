package io.tributary.gateway.planner;

import io.tributary.connector.SqlSource;
import io.tributary.gateway.planner.OptimizedPlan.ReasonCode;
import io.tributary.gateway.planner.OptimizedPlan.StayedOperator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.util.ImmutableBitSet;

/// Decides where each operator runs, so that the fewest bytes leave the sources.
///
/// Bottom-up, each sub-plan has at most two forms: run by the one source that all its tables are of
/// (if that source can), or run by DuckDB over what its inputs ship. A source ships a sub-plan's
/// result if that is no more than what its inputs would ship. This is exact on a tree: no search.
final class Placement {

  /// The share that grouping must keep from being shipped, by estimates that are rough.
  private static final double LEAST_SAVING = 0.5;

  private final Map<RelNode, Placed> placed = new HashMap<>();

  /// Aggregates whose rows were aggregated in part already, limits that are as low as they go, and
  /// set operations of distinct rows.
  private final Set<RelNode> finished = new HashSet<>();

  private final Map<String, Pushability> pushability;
  private final RelMetadataQuery statistics;

  /// @param sources those with SQL of their own, by name
  Placement(Map<String, SqlSource> sources, RelMetadataQuery statistics) {
    this.pushability = new HashMap<>();
    sources.forEach((name, source) -> pushability.put(name, new Pushability(source.dialect())));
    this.statistics = statistics;
  }

  /// A sub-plan's two forms.
  ///
  /// @param atSource the source that could run it all, if any
  /// @param inDuckDb as DuckDB would run it, with boundaries below
  /// @param shippedBytes what the boundaries of `inDuckDb` ship
  /// @param stayed operators of `inDuckDb` above its boundaries
  record Placed(
      RelNode plan,
      Optional<String> atSource,
      RelNode inDuckDb,
      double shippedBytes,
      List<StayedOperator> stayed) {}

  Placed place(RelNode rel) {
    Placed known = placed.get(rel);
    if (known == null) {
      known = placeAnew(rel);
      placed.put(rel, known);
    }
    return known;
  }

  private Placed placeAnew(RelNode rel) {
    if (rel instanceof TableScan scan) {
      return Sources.sqlSource(scan)
          .map(source -> shipped(scan, source))
          .orElseGet(() -> new Placed(scan, Optional.empty(), scan, 0, List.of()));
    }
    Placed asItIs = place(rel, rel.getInputs().stream().map(this::place).toList());
    return asItIs.atSource.isPresent() || finished.contains(rel)
        ? asItIs
        : orWith(EarlyLimit.of(rel), 1, orWith(EarlyDistinct.of(rel), LEAST_SAVING, asItIs));
  }

  /// Another plan of the same rows where it ships less.
  ///
  /// @param most the share that it may ship at most
  private Placed orWith(Optional<? extends RelNode> other, double most, Placed asItIs) {
    return other
        .map(rel -> {
          finished.add(rel);
          return place(rel);
        })
        .filter(placed -> placed.shippedBytes < most * asItIs.shippedBytes)
        .orElse(asItIs);
  }

  private Placed place(RelNode rel, List<Placed> inputs) {
    double inputBytes = inputs.stream().mapToDouble(Placed::shippedBytes).sum();
    Optional<String> source = commonSource(inputs);
    if (source.isEmpty()) {
      return partial(rel)
          .orElseGet(() -> stays(rel, inputs, Optional.empty(), crossSource(rel, inputs)));
    }
    Optional<String> objection = pushability(source.get()).objection(rel);
    if (objection.isPresent()) {
      Optional<PartedCondition> parted = PartedCondition.of(rel, pushability(source.get()));
      if (parted.isPresent()) {
        Placed taken = place(parted.get().taken(), inputs);
        if (taken.atSource.isPresent() && taken.stayed.isEmpty()) {
          return place(parted.get().rest(), List.of(taken));
        }
      }
      StayedOperator reason = stayed(rel, ReasonCode.NOT_CERTIFIED, objection.get());
      return partial(rel)
          .orElseGet(() -> stays(rel, inputs, Optional.empty(), Optional.of(reason)));
    }
    if (bytes(rel) > inputBytes) {
      return stays(
          rel,
          inputs,
          source,
          Optional.of(
              stayed(
                  rel,
                  ReasonCode.SHIPS_MORE,
                  "its result is about %.0f bytes, its inputs are about %.0f"
                      .formatted(bytes(rel), inputBytes))));
    }
    return shipped(rel, source.get());
  }

  /// The same rows with a part of the aggregate's work done at a source, where that ships less.
  private Optional<Placed> partial(RelNode rel) {
    return finished.contains(rel)
        ? Optional.empty()
        : asAggregate(rel)
            .flatMap(aggregate -> PartialAggregation.of(aggregate, new SourceOffers()))
            .map(inParts -> {
              finished.add(inParts.getInput(0));
              return place(inParts);
            });
  }

  private static Optional<Aggregate> asAggregate(RelNode rel) {
    return switch (rel) {
      case Aggregate aggregate -> Optional.of(aggregate);
      case Union union when !union.all -> {
        RelNode all = LogicalUnion.create(union.getInputs(), true);
        var columns = ImmutableBitSet.range(all.getRowType().getFieldCount());
        yield Optional.of(
            LogicalAggregate.create(all, List.of(), columns, List.of(columns), List.of()));
      }
      default -> Optional.empty();
    };
  }

  private final class SourceOffers implements PartialAggregation.Offers {
    @Override
    public boolean run(RelNode rel) {
      return place(rel).atSource.isPresent();
    }

    @Override
    public double saving(RelNode partial) {
      RelNode project = partial.getInput(0);
      Placed input = place(project.getInput(0));
      return input
          .atSource
          .map(Placement.this::pushability)
          .filter(source -> source.objection(project).or(() -> source.objection(partial)).isEmpty())
          .map(_ -> input.shippedBytes - bytes(partial))
          .filter(saved -> saved > LEAST_SAVING * input.shippedBytes)
          .orElse(0.0);
    }
  }

  private Pushability pushability(String source) {
    Pushability known = pushability.get(source);
    if (known == null) {
      throw new IllegalStateException(source + " is no source of this plan");
    }
    return known;
  }

  private Placed shipped(RelNode rel, String source) {
    RelNode inDuckDb =
        rel instanceof Project project
            ? ShippedColumns.withoutConstants(project, read -> new SourceBoundary(read, source))
            : new SourceBoundary(rel, source);
    return new Placed(rel, Optional.of(source), inDuckDb, bytes(rel), List.of());
  }

  private static Placed stays(
      RelNode rel,
      List<Placed> inputs,
      Optional<String> atSource,
      Optional<StayedOperator> reason) {
    List<StayedOperator> stayed = new ArrayList<>();
    reason.ifPresent(stayed::add);
    inputs.forEach(input -> stayed.addAll(input.stayed));
    RelNode inDuckDb = rel.copy(rel.getTraitSet(), inputs.stream().map(Placed::inDuckDb).toList());
    double bytes = inputs.stream().mapToDouble(Placed::shippedBytes).sum();
    if (inDuckDb instanceof Project project) {
      Project narrow = ShippedColumns.onlyWhatIsRead(project);
      bytes *=
          PlanStatistics.rowBytes(narrow.getInput().getRowType())
              / PlanStatistics.rowBytes(project.getInput().getRowType());
      inDuckDb = narrow;
    }
    return new Placed(rel, atSource, inDuckDb, bytes, stayed);
  }

  private static Optional<String> commonSource(List<Placed> inputs) {
    Set<Optional<String>> sources = new HashSet<>();
    inputs.forEach(input -> sources.add(input.atSource));
    return sources.size() == 1 ? sources.iterator().next() : Optional.empty();
  }

  private static Optional<StayedOperator> crossSource(RelNode rel, List<Placed> inputs) {
    return inputs.size() > 1 && inputs.stream().anyMatch(input -> input.atSource.isPresent())
        ? Optional.of(
            stayed(rel, ReasonCode.CROSS_SOURCE, "its inputs do not come from one source alone"))
        : Optional.empty();
  }

  private static StayedOperator stayed(RelNode rel, ReasonCode code, String reason) {
    return new StayedOperator(OperatorNames.of(rel), code, reason);
  }

  private double bytes(RelNode rel) {
    Double rows = statistics.getRowCount(rel);
    return (rows == null ? 1 : rows) * PlanStatistics.rowBytes(rel.getRowType());
  }
}
