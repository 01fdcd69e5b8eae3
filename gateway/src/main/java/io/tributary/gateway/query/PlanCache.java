package io.tributary.gateway.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import io.tributary.connector.Caller;
import io.tributary.connector.ConnectorException;
import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.planner.NormalizedSql;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.v1.Value;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// Plans that were made before, for who asks the same again.
///
/// A plan is given out only as long as the catalog answers every question that was asked when it
/// was made as it did then: it lives no longer than the tables, statistics and configurations that
/// it was made from, without anybody telling the cache of a change. Values of parameters are part
/// of the key because they are literals of the plan.
final class PlanCache {

  /// What is not asked again holds its sources' configurations no longer than this.
  private static final Duration MAX_IDLE = Duration.ofMinutes(10);

  private final Metadata metadata;
  private final Cache<Key, Planned> plans;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  /// All that decides how a request is planned, the catalog aside.
  private record Key(
      Caller caller, Statement statement, SessionDefaults defaults, boolean oneSourceMayRunAll) {

    int bytes() {
      return switch (statement) {
        case Statement.Sql sql ->
            2 * sql.text().length()
                + sql.parameters().stream().mapToInt(Value::getSerializedSize).sum();
        case Statement.Scan scan -> scan.scan().getSerializedSize();
      };
    }
  }

  /// @param maxBytes of all plans together, roughly
  PlanCache(Metadata metadata, long maxBytes) {
    this.metadata = metadata;
    this.plans =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((Key key, Planned plan) -> key.bytes() + plan.bytes())
            .expireAfterAccess(MAX_IDLE)
            .recordStats()
            .executor(Runnable::run)
            .build();
  }

  /// A plan for this request as [Caller#current], if there is one that planning anew would make.
  Optional<Planned> find(QueryRequest request) {
    Key key = key(request);
    Planned known = plans.getIfPresent(key);
    if (known != null && isStillGood(known)) {
      hits.increment();
      return Optional.of(known);
    }
    misses.increment();
    if (known != null) {
      plans.asMap().remove(key, known);
    }
    return Optional.empty();
  }

  void remember(QueryRequest request, Planned planned) {
    if (planned.isReusable()) {
      plans.put(key(request), planned);
    }
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

  private static Key key(QueryRequest request) {
    Statement statement =
        switch (request.statement()) {
          case Statement.Sql sql ->
              new Statement.Sql(NormalizedSql.of(sql.text()), sql.parameters());
          case Statement.Scan scan -> scan;
        };
    return new Key(
        Caller.current(), statement, request.defaults(), request.engine() != EngineChoice.DUCKDB);
  }
}
