package io.tributary.gateway.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.gateway.random.Federation.Comparison;
import io.tributary.gateway.random.Federation.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Runs random queries through a federation and reports each one that differs, made small.
final class Differential {

  /// More failures than these say nothing new.
  private static final int MOST_FAILURES = 20;

  private final Federation federation;

  Differential(Federation federation) {
    this.federation = federation;
  }

  /// Runs one query for each seed from `firstSeed` on.
  void run(long firstSeed, int queries) {
    List<String> failures = new ArrayList<>();
    List<Long> notPlanned = new ArrayList<>();
    int same = 0;
    for (long seed = firstSeed; seed < firstSeed + queries; seed++) {
      RandomQuery query = QueryGenerator.query(seed, federation.sources());
      Comparison comparison = federation.compare(query.sql(), query.isOrdered());
      switch (comparison.verdict()) {
        case SAME -> same++;
        case NOT_PLANNED -> notPlanned.add(seed);
        case DISCARDED -> {}
        case WRONG -> failures.add(report(seed, query, comparison));
      }
      if (failures.size() == MOST_FAILURES) {
        break;
      }
    }
    assertThat(failures).as("queries that differ, by seed").isEmpty();
    assertThat(notPlanned).as("seeds that ran whole").hasSizeLessThan(1 + queries / 1000);
    assertThat(same).as("queries that DuckDB answers too").isGreaterThan(queries * 8 / 10);
  }

  private String report(long seed, RandomQuery query, Comparison comparison) {
    RandomQuery smallest = query;
    Comparison explanation = comparison;
    boolean shrunk = true;
    while (shrunk) {
      shrunk = false;
      Optional<RandomQuery> smaller = smallest.smaller().filter(this::isWrong).findFirst();
      if (smaller.isPresent()) {
        smallest = smaller.get();
        explanation = federation.compare(smallest.sql(), smallest.isOrdered());
        shrunk = true;
      }
    }
    return "seed %d: %s\n  %s\n  %s"
        .formatted(
            seed, smallest.sql(), explanation.explanation(), federation.fragments(smallest.sql()));
  }

  private boolean isWrong(RandomQuery query) {
    return federation.compare(query.sql(), query.isOrdered()).verdict() == Verdict.WRONG;
  }
}
