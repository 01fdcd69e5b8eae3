package io.tributary.gateway.fragment;

import io.tributary.gateway.planner.SourceTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.metadata.RelColumnOrigin;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/// Decides which leaves wait for which: the one that has the fewest rows after all reductions that
/// are known by then comes next, and what it tells reduces those that come later.
final class ReadOrder {

  /// Keys that keep more of a column's values than this share are not worth waiting for.
  private static final double UNSELECTIVE = 0.8;

  /// How many rows DuckDB computes keys of in the time that one row takes from a source.
  private static final double LOCAL_ROWS = 10;

  /// What a range of keys leaves out of a leaf's rows, of which nothing is known.
  private static final double OUT_OF_RANGE = 0.1;

  /// A reduction of a leaf.
  ///
  /// @param column of the leaf
  /// @param keys a plan of one column
  /// @param waitsFor leaves of sources that `keys` reads
  /// @param estimatedKeys of the column's values
  record Decided(
      int column,
      KeyType type,
      RelNode keys,
      Set<PlanLeaf> waitsFor,
      double estimatedKeys,
      double estimatedValues) {

    double share() {
      return Math.min(1, estimatedKeys / estimatedValues);
    }
  }

  /// A candidate with the best that can be told of its keys so far.
  private static final class Chance {
    private final KeyTargets.Candidate candidate;
    private final KeyType type;
    private final double values;
    private final Set<PlanLeaf> leaves;
    private Optional<Decided> best = Optional.empty();

    private Chance(KeyTargets.Candidate candidate, KeyType type, double values) {
      this.candidate = candidate;
      this.type = type;
      this.values = values;
      this.leaves = leaves(candidate.keys());
    }
  }

  private final RelMetadataQuery statistics;
  private final Set<PlanLeaf> unread;
  private final List<Chance> chances = new ArrayList<>();
  private final Map<PlanLeaf, List<Decided>> decided = new HashMap<>();

  private ReadOrder(Collection<PlanLeaf> atSources, RelMetadataQuery statistics) {
    this.statistics = statistics;
    this.unread = new LinkedHashSet<>(atSources);
  }

  /// What each leaf is reduced by.
  ///
  /// @param atSources leaves that sources are asked for; all others can be read at any time
  /// @param comparesWith whether the source of a leaf can compare with keys of a type
  static Map<PlanLeaf, List<Decided>> of(
      RelNode root, Collection<PlanLeaf> atSources, BiPredicate<PlanLeaf, KeyType> comparesWith) {
    var order = new ReadOrder(atSources, root.getCluster().getMetadataQuery());
    for (KeyTargets.Candidate candidate : KeyTargets.in(root)) {
      if (order.unread.contains(candidate.target())) {
        order.consider(candidate, comparesWith);
      }
    }
    if (!order.chances.isEmpty()) {
      order.chances.forEach(order::improve);
      order.decide();
    }
    return order.decided;
  }

  private void consider(
      KeyTargets.Candidate candidate, BiPredicate<PlanLeaf, KeyType> comparesWith) {
    Optional<KeyType> type = type(candidate.target(), candidate.column());
    Optional<KeyType> keyType = KeyType.of(candidate.key().getType());
    if (type.isPresent()
        && keyType.filter(type.get()::comparesWith).isPresent()
        && comparesWith.test(candidate.target(), type.get())) {
      double values = distinct(candidate.target(), candidate.column());
      chances.add(new Chance(candidate, type.get(), values));
    }
  }

  private static Optional<KeyType> type(PlanLeaf leaf, int column) {
    return KeyType.of(leaf.getRowType().getFieldList().get(column).getType());
  }

  private void decide() {
    while (!unread.isEmpty()) {
      PlanLeaf next =
          unread.stream().min(Comparator.comparingDouble(this::reducedRows)).orElseThrow();
      List<Decided> reductions = List.copyOf(reductions(next).values());
      if (!reductions.isEmpty()) {
        decided.put(next, reductions);
      }
      unread.remove(next);
      for (Chance chance : chances) {
        if (chance.leaves.contains(next) && unread.contains(chance.candidate.target())) {
          improve(chance);
        }
      }
    }
  }

  private double reducedRows(PlanLeaf leaf) {
    double rows = leaf.estimateRowCount(statistics);
    for (Decided reduction : reductions(leaf).values()) {
      rows *= reduction.share();
    }
    return rows;
  }

  /// The best for each column.
  private Map<Integer, Decided> reductions(PlanLeaf leaf) {
    Map<Integer, Decided> byColumn = new TreeMap<>();
    for (Chance chance : chances) {
      if (chance.candidate.target().equals(leaf)) {
        chance
            .best
            .filter(reduction -> reduction.share() <= UNSELECTIVE)
            .ifPresent(reduction -> byColumn.merge(reduction.column, reduction, ReadOrder::better));
      }
    }
    return byColumn;
  }

  private static Decided better(Decided one, Decided other) {
    return other.share() < one.share() ? other : one;
  }

  private void improve(Chance chance) {
    KeyTargets.Candidate candidate = chance.candidate;
    chance.best =
        KnownRows.valuesOf(
                candidate.key(), candidate.keys(), leaf -> !unread.contains(leaf), Reduction.KEY)
            .map(keys -> {
              Set<PlanLeaf> waitsFor = leaves(keys);
              return new Decided(
                  candidate.column(),
                  chance.type,
                  keys,
                  waitsFor,
                  estimatedKeys(keys, chance.values),
                  chance.values);
            })
            .filter(reduction -> pays(reduction, candidate.target()));
  }

  /// Of a column's values and those that keys are taken from, the fewer are among the more.
  private double estimatedKeys(RelNode keys, double values) {
    @Nullable RelColumnOrigin origin = statistics.getColumnOrigin(keys, 0);
    double takenFrom = origin == null ? values : SourceTable.distinctCount(origin);
    return distinct(keys, 0) * Math.min(1, values / takenFrom);
  }

  /// Whether a source would take longer to send the rows that the keys leave out than DuckDB takes
  /// to compute the keys.
  private boolean pays(Decided reduction, PlanLeaf target) {
    boolean passed = reduction.estimatedKeys <= Reduction.MOST_KEYS || isGuessed(reduction.keys);
    double leftOut = passed ? 1 - reduction.share() : OUT_OF_RANGE;
    double computed = leaves(reduction.keys).stream().mapToDouble(this::reducedRows).sum();
    return computed <= LOCAL_ROWS * leftOut * target.estimateRowCount(statistics);
  }

  /// Nobody knows how many groups a condition on their totals leaves.
  private static boolean isGuessed(RelNode keys) {
    return (keys instanceof Filter && isOfGroups(keys.getInput(0)))
        || keys.getInputs().stream().anyMatch(ReadOrder::isGuessed);
  }

  private static boolean isOfGroups(RelNode rel) {
    return rel instanceof Aggregate || (rel instanceof Project && isOfGroups(rel.getInput(0)));
  }

  private double distinct(RelNode rel, int column) {
    Double rows = statistics.getRowCount(rel);
    Double distinct = statistics.getDistinctRowCount(rel, ImmutableBitSet.of(column), null);
    double most = rows == null ? 1 : Math.max(1, rows);
    return distinct == null ? most : Math.clamp(distinct, 1, most);
  }

  private static Set<PlanLeaf> leaves(RelNode rel) {
    Set<PlanLeaf> leaves = new HashSet<>();
    collect(rel, leaves);
    return leaves;
  }

  private static void collect(RelNode rel, Set<PlanLeaf> leaves) {
    if (rel instanceof PlanLeaf leaf) {
      leaves.add(leaf);
    }
    rel.getInputs().forEach(input -> collect(input, leaves));
  }
}
