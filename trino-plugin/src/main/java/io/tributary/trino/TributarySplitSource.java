package io.tributary.trino;

import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.connector.ConnectorSplit;
import io.trino.spi.connector.ConnectorSplitSource;
import io.trino.spi.connector.DynamicFilterSnapshot;
import io.trino.spi.predicate.TupleDomain;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Plans a read at the gateway when its splits are asked for, which is when the other side of a
/// join has told what it needs, and gives each part that the gateway names to Trino as a split.
final class TributarySplitSource implements ConnectorSplitSource {

  private final GatewayClient gateway;
  private final TributaryTableHandle table;
  private final Duration wait;
  private boolean finished;

  /// @param wait for other sides of joins, at most
  TributarySplitSource(GatewayClient gateway, TributaryTableHandle table, Duration wait) {
    this.gateway = gateway;
    this.table = table;
    this.wait = wait;
  }

  @Override
  public long getRequestedDynamicFilterWaitTimeoutMillis() {
    return wait.toMillis();
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
            gateway.plan(wanted.relation()).getEndpoints().stream()
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

  /// The rows that a join can use. The first rows are chosen before the join, so those stay.
  private TributaryTableHandle within(TupleDomain<ColumnHandle> predicate) {
    return table.limit().isPresent()
        ? table
        : table.withConstraint(
            CarriedPredicate.split(table.constraint().intersect(predicate)).carried());
  }

  @Override
  public void close() {
    // A read that was planned ends with its stream, or with its ticket.
  }

  @Override
  public boolean isFinished() {
    return finished;
  }
}
