package io.tributary.trino;

import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.connector.ConnectorSession;
import io.trino.spi.connector.ConnectorSplitManager;
import io.trino.spi.connector.ConnectorSplitSource;
import io.trino.spi.connector.ConnectorTableHandle;
import io.trino.spi.connector.ConnectorTransactionHandle;
import io.trino.spi.connector.Constraint;
import io.trino.spi.connector.FixedSplitSource;
import java.util.List;
import java.util.Set;

/// Plans a scan at the gateway and gives each part that it names to Trino as a split.
final class TributarySplitManager implements ConnectorSplitManager {

  private final GatewayClient gateway;

  TributarySplitManager(GatewayClient gateway) {
    this.gateway = gateway;
  }

  @Override
  public ConnectorSplitSource getSplits(
      ConnectorTransactionHandle transaction,
      ConnectorSession session,
      ConnectorTableHandle handle,
      Set<ColumnHandle> dynamicFilterColumns,
      Constraint constraint) {
    TributaryTableHandle table = (TributaryTableHandle) handle;
    if (table.constraint().isNone()) {
      return FixedSplitSource.emptySplitSource();
    }
    List<TributarySplit> splits =
        gateway.plan(table.relation()).getEndpoints().stream()
            .map(endpoint -> TributarySplit.of(endpoint.getTicket()))
            .toList();
    return new FixedSplitSource(splits);
  }
}
