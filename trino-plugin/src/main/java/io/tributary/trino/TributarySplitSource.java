package io.tributary.trino;

import io.tributary.v1.Relation;
import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.connector.ConnectorSplit;
import io.trino.spi.connector.ConnectorSplitSource;
import io.trino.spi.connector.DynamicFilterSnapshot;
import io.trino.spi.predicate.TupleDomain;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.arrow.flight.FlightEndpoint;

/// Plans a read at the gateway when its splits are asked for, which is when the other side of a
/// join has told what it needs, and gives each part that the gateway names to Trino as a split.
final class TributarySplitSource implements ConnectorSplitSource {

  private final Function<Relation, List<FlightEndpoint>> plan;
  private final TributaryTableHandle table;
  private final Optional<Duration> wait;
  private final int mostRanges;
  private boolean finished;

  /// @param plan gives the parts of a read
  /// @param wait for other sides of joins, at most; empty if they have no say
  /// @param mostRanges of a column that are told apart
  TributarySplitSource(
      Function<Relation, List<FlightEndpoint>> plan,
      TributaryTableHandle table,
      Optional<Duration> wait,
      int mostRanges) {
    this.plan = plan;
    this.table = table;
    this.wait = wait;
    this.mostRanges = mostRanges;
  }

  @Override
  public long getRequestedDynamicFilterWaitTimeoutMillis() {
    return wait.map(Duration::toMillis).orElse(0L);
  }

  /// All splits are one batch: they are parts of one read, which are there together.
  @Override
  public CompletableFuture<List<ConnectorSplit>> getNextBatch(
      int maxSize, DynamicFilterSnapshot dynamicFilter) {
    TributaryTableHandle wanted = within(dynamicFilter.currentPredicate());
    if (wanted.constraint().isNone()) {
      finished = true;
      return CompletableFuture.completedFuture(List.of());
    }
    var splits = new CompletableFuture<List<ConnectorSplit>>();
    Thread.startVirtualThread(() -> {
      try {
        List<ConnectorSplit> parts =
            plan.apply(wanted.relation()).stream()
                .<ConnectorSplit>map(endpoint -> TributarySplit.of(endpoint.getTicket()))
                .toList();
        finished = true;
        splits.complete(parts);
      } catch (Throwable e) {
        splits.completeExceptionally(e);
      }
    });
    return splits;
  }

  /// The rows that a join can use.
  private TributaryTableHandle within(TupleDomain<ColumnHandle> predicate) {
    return wait.isEmpty()
        ? table
        : table.withConstraint(
            CarriedPredicate.split(table.constraint().intersect(predicate), mostRanges).carried());
  }

  @Override
  public void close() {
    // A read that was planned ends with its streams, with its query, or with its tickets.
  }

  @Override
  public boolean isFinished() {
    return finished;
  }
}
