package io.tributary.gateway.query;

import io.tributary.connector.Caller;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.HeldRead;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.execution.QueryExecutor;
import io.tributary.gateway.fragment.FragmentedPlan;
import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.metadata.SourceLease;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Queries whose rows are held at their source until their clients have read every part, or have
/// read none for a while. They never take more than half of a source's connections.
public final class HeldQueries {
  private final Metadata metadata;
  private final PlanCache plans;
  private final QueryExecutor executor;
  private final HeldQuery.Surroundings surroundings;
  private final Map<QueryId, HeldQuery> queries = new ConcurrentHashMap<>();
  private volatile boolean closed;

  HeldQueries(
      Metadata metadata,
      PlanCache plans,
      QueryExecutor executor,
      QueryLimits limits,
      Admissions admissions,
      QueryHistory history,
      ScheduledExecutorService timers) {
    this.metadata = metadata;
    this.plans = plans;
    this.executor = executor;
    this.surroundings = new HeldQuery.Surroundings(executor, limits, admissions, history, timers);
  }

  /// Holds the rows of a query that has just been prepared, if it only reads a large table of a
  /// source that lets several read it together. Who comes to it late has to [#renew] it.
  ///
  /// @param onEnd told once, unless no part is ever asked for
  public Optional<HeldParts> hold(QueryRequest request, Consumer<HeldParts.Ending> onEnd) {
    if (surroundings.limits().partsWait().isZero()
        || request.cache().mode() != CachePolicy.Mode.BYPASS) {
      return Optional.empty();
    }
    return plans.find(request).flatMap(planned -> hold(request, planned, onEnd));
  }

  private Optional<HeldParts> hold(
      QueryRequest request, Planned planned, Consumer<HeldParts.Ending> onEnd) {
    if (!(planned.plan() instanceof FragmentedPlan.Native plan)
        || plan.fragment().scan().isEmpty()) {
      return Optional.empty();
    }
    SourceLease lease = metadata.lease(planned.sources());
    Optional<HeldRead> held = Optional.empty();
    try {
      held = executor.hold(plan);
    } catch (ConnectorException e) {
      throw GatewayException.of(e);
    } finally {
      if (held.isEmpty()) {
        lease.close();
      }
    }
    return held.map(read -> {
      var query =
          new HeldQuery(
              request,
              new HeldQuery.Held(plan, read, lease),
              surroundings,
              ending -> {
                queries.remove(request.id());
                ending.ifPresent(onEnd);
              });
      queries.put(request.id(), query);
      if (closed) {
        query.cancel();
      } else {
        query.await();
      }
      return new HeldParts(read.parts(), surroundings.limits().partsWait());
    });
  }

  /// Starts reading a part. The caller must close the stream; a part whose stream did not come to
  /// its end can be read again.
  ///
  /// @param reader whom [#cancel] is to name
  /// @param abandoned whether the client has left; asked once, when [#cancel] knows of the part
  /// @throws GatewayException QUERY_NOT_FOUND where the query is not held any more,
  ///   INVALID_ARGUMENT where the part was read already
  public ResultStream start(QueryId id, int part, Object reader, BooleanSupplier abandoned) {
    HeldQuery query = queries.get(id);
    if (query == null || !query.belongsTo(Caller.current())) {
      throw gone(id, surroundings.limits().partsWait());
    }
    return query.start(part, reader, abandoned);
  }

  /// Holds a query of the caller's organisation for as long from now as it was held at first.
  ///
  /// @return how long nobody need read any of its parts
  /// @throws GatewayException QUERY_NOT_FOUND where it is not held any more
  public Duration renew(QueryId id) {
    Duration wait = surroundings.limits().partsWait();
    if (find(id).filter(HeldQuery::renew).isEmpty()) {
      throw gone(id, wait);
    }
    return wait;
  }

  static GatewayException gone(QueryId id, Duration wait) {
    return new GatewayException(
        ErrorCode.QUERY_NOT_FOUND,
        "query %s is not held any more: all its parts were read, it was cancelled, its time was up, or none was read for %s seconds; run the query again"
            .formatted(id, wait.toMillis() / 1000.0));
  }

  /// Stops a part that is being read or about to be by this reader, and by nobody else: others may
  /// ask in vain for a part that somebody reads.
  public void cancel(QueryId id, int part, Object reader) {
    find(id).ifPresent(query -> query.cancel(part, reader));
  }

  /// Stops a query of the caller's organisation, all parts of it.
  ///
  /// @return false where there is none
  boolean cancel(QueryId id) {
    Optional<HeldQuery> found = find(id);
    found.ifPresent(HeldQuery::cancel);
    return found.isPresent();
  }

  private Optional<HeldQuery> find(QueryId id) {
    return Optional.ofNullable(queries.get(id)).filter(query -> query.belongsTo(Caller.current()));
  }

  /// Those of which a part is being read.
  int running() {
    return (int) queries.values().stream().filter(HeldQuery::isRead).count();
  }

  void close() {
    closed = true;
    queries.values().forEach(HeldQuery::cancel);
  }
}
