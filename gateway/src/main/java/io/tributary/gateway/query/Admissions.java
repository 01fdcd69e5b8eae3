package io.tributary.gateway.query;

import io.tributary.connector.Caller;
import io.tributary.connector.Source;
import io.tributary.gateway.execution.MemoryBudget;
import io.tributary.gateway.execution.MemoryNeed;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Who lets queries in.
///
/// A query that reads from an engine keeps its place until its rows have come, and the engine may
/// need rows of this gateway for them. So what engines read has places of its own, and what they
/// read to answer other engines again others: a query would wait for itself otherwise.
final class Admissions {
  private final QueryLimits limits;
  private final MemoryBudget memory;
  private final ConcurrentMap<Integer, Admission> byDepth = new ConcurrentHashMap<>();

  Admissions(QueryLimits limits, MemoryBudget memory) {
    this.limits = limits;
    this.memory = memory;
  }

  /// For a request of [Caller#current].
  Admission of(QueryRequest request) {
    // A query in Trino begins a chain as well, before any engine that a gateway has asked.
    return at(2 * enginesPassed() + (request.statement() instanceof Statement.Structured ? 1 : 0));
  }

  /// For a change that [Caller#current] sends rows for.
  Admission ofChange() {
    return at(2 * enginesPassed());
  }

  private static int enginesPassed() {
    return Caller.current().via().size();
  }

  private Admission at(int depth) {
    // What one query of an engine reads at once may wait for each other's rows, so it gets places
    // without regard to its weight.
    return byDepth.computeIfAbsent(depth, _ -> new Admission(limits, memory, depth == 0));
  }

  /// What a query of [Caller#current] needs memory for.
  static MemoryNeed need(boolean duckDb, List<Source> sources) {
    return new MemoryNeed(duckDb, sources.stream().anyMatch(Source::isEngine), enginesPassed() > 0);
  }

  int waiting() {
    return byDepth.values().stream().mapToInt(Admission::waiting).sum();
  }
}
