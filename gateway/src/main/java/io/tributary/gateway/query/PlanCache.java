package io.tributary.gateway.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import io.tributary.connector.Caller;
import io.tributary.connector.ConnectorException;
import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.planner.NormalizedSql;
import io.tributary.gateway.planner.QueryShape;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.v1.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// Plans that were made before, for who asks the same again, or the same with other constants.
///
/// A plan is given out only as long as the catalog answers every question that was asked when it
/// was made as it did then: it lives no longer than the tables, statistics and configurations that
/// it was made from, without anybody telling the cache of a change. Values of parameters are part
/// of the key because they are literals of the plan, unless they are constants of a [QueryShape].
/// The plan of a shape is only made for the second query that has it: most queries come once.
final class PlanCache {

  /// What is not asked again holds its sources' configurations no longer than this.
  private static final Duration MAX_IDLE = Duration.ofMinutes(10);

  private final Metadata metadata;
  private final Cache<Key, Entry> plans;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  /// What is known of a statement, or of a shape.
  private sealed interface Entry {

    /// Its plan.
    record Made(Planned plan) implements Entry {}

    /// A shape that one query had.
    record SeenOnce() implements Entry {}

    /// A shape whose queries have plans of their own.
    record NotShared() implements Entry {}

    default int bytes() {
      return this instanceof Made made ? made.plan().bytes() : 0;
    }
  }

  /// All that decides how a request is planned, the catalog aside.
  private record Key(
      Caller caller, Statement statement, SessionDefaults defaults, boolean oneSourceMayRunAll) {

    int bytes() {
      return switch (statement) {
        case Statement.Sql sql ->
            2 * sql.text().length()
                + sql.parameters().stream().mapToInt(Value::getSerializedSize).sum();
        case Statement.Structured structured -> structured.relation().getSerializedSize();
        case Statement.StructuredChange change -> change.change().getSerializedSize();
      };
    }
  }

  /// @param maxBytes of all plans together, roughly
  PlanCache(Metadata metadata, long maxBytes) {
    this.metadata = metadata;
    this.plans =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((Key key, Entry known) -> key.bytes() + known.bytes())
            .expireAfterAccess(MAX_IDLE)
            .recordStats()
            .executor(Runnable::run)
            .build();
  }

  /// A plan for this request as [Caller#current], if there is one that planning anew would make.
  Optional<Planned> find(QueryRequest request) {
    Optional<Planned> known =
        known(key(request))
            .or(() ->
                shape(request)
                    .flatMap(shape -> known(key(request, shape)).map(plan -> plan.filled(shape))));
    (known.isPresent() ? hits : misses).increment();
    return known;
  }

  private Optional<Planned> known(Key key) {
    Entry entry = plans.getIfPresent(key);
    if (!(entry instanceof Entry.Made made)) {
      return Optional.empty();
    }
    if (isStillGood(made.plan())) {
      return Optional.of(made.plan());
    }
    plans.asMap().remove(key, entry);
    return Optional.empty();
  }

  void remember(QueryRequest request, Planned planned) {
    if (planned.isReusable()) {
      plans.put(key(request), new Entry.Made(planned));
    }
  }

  /// The shape of a query that is being planned, if it is time to plan its shape instead.
  Optional<QueryShape> shapeToPlan(QueryRequest request) {
    Optional<QueryShape> shape = shape(request);
    return shape.filter(found ->
        plans.asMap().putIfAbsent(key(request, found), new Entry.SeenOnce())
            instanceof Entry.SeenOnce);
  }

  /// @param planned empty if its queries cannot share a plan
  void remember(QueryRequest request, QueryShape shape, Optional<Planned> planned) {
    plans.put(
        key(request, shape), planned.<Entry>map(Entry.Made::new).orElseGet(Entry.NotShared::new));
  }

  PlanCacheStatistics statistics() {
    CacheStats counts = plans.stats();
    return new PlanCacheStatistics(hits.sum(), misses.sum(), counts.evictionCount());
  }

  private boolean isStillGood(Planned known) {
    try {
      return known.isStillGood(metadata);
    } catch (ConnectorException e) {
      return false; // whoever plans anew gets to hear why
    }
  }

  private static Optional<QueryShape> shape(QueryRequest request) {
    return request.statement() instanceof Statement.Sql sql
        ? QueryShape.of(sql.text(), sql.parameters())
        : Optional.empty();
  }

  private static Key key(QueryRequest request, QueryShape shape) {
    return key(request, new Statement.Sql(shape.text(), List.of()));
  }

  private static Key key(QueryRequest request) {
    Statement statement =
        switch (request.statement()) {
          case Statement.Sql sql ->
              new Statement.Sql(NormalizedSql.of(sql.text()), sql.parameters());
          case Statement.Structured structured -> structured;
          case Statement.StructuredChange change -> change;
        };
    return key(request, statement);
  }

  private static Key key(QueryRequest request, Statement statement) {
    return new Key(
        Caller.current(), statement, request.defaults(), request.engine() != EngineChoice.DUCKDB);
  }
}
