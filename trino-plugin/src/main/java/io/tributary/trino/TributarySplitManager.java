package io.tributary.trino;

import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.connector.ConnectorSession;
import io.trino.spi.connector.ConnectorSplitManager;
import io.trino.spi.connector.ConnectorSplitSource;
import io.trino.spi.connector.ConnectorTableHandle;
import io.trino.spi.connector.ConnectorTransactionHandle;
import io.trino.spi.connector.Constraint;
import java.util.Optional;
import java.util.Set;

/// Gives Trino the parts of reads.
final class TributarySplitManager implements ConnectorSplitManager {

  private final GatewayClient gateway;
  private final HeldReads heldReads;

  TributarySplitManager(GatewayClient gateway, HeldReads heldReads) {
    this.gateway = gateway;
    this.heldReads = heldReads;
  }

  @Override
  public ConnectorSplitSource getSplits(
      ConnectorTransactionHandle transaction,
      ConnectorSession session,
      ConnectorTableHandle handle,
      Set<ColumnHandle> dynamicFilterColumns,
      Constraint constraint) {
    TributaryTableHandle table = (TributaryTableHandle) handle;
    // The first rows are chosen before the join.
    boolean filtered =
        !dynamicFilterColumns.isEmpty()
            && table.limit().isEmpty()
            && TributarySessionProperties.isDynamicFilteringEnabled(session);
    boolean inParts = TributarySessionProperties.areParallelReadsEnabled(session);
    GatewayClient asked = gateway.as(session);
    return new TributarySplitSource(
        relation ->
            inParts
                ? heldReads.plan(asked, session.getQueryId(), relation)
                : asked.plan(relation, false),
        table,
        filtered
            ? Optional.of(TributarySessionProperties.dynamicFilteringWait(session))
            : Optional.empty(),
        TributarySessionProperties.domainCompactionThreshold(session));
  }
}
