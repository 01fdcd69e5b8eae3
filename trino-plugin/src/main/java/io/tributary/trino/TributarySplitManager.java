package io.tributary.trino;

import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.connector.ConnectorSession;
import io.trino.spi.connector.ConnectorSplitManager;
import io.trino.spi.connector.ConnectorSplitSource;
import io.trino.spi.connector.ConnectorTableHandle;
import io.trino.spi.connector.ConnectorTransactionHandle;
import io.trino.spi.connector.Constraint;
import java.time.Duration;
import java.util.Set;

/// Gives Trino the parts of reads.
final class TributarySplitManager implements ConnectorSplitManager {

  private final GatewayClient gateway;
  private final Duration dynamicFilterWait;

  /// @param dynamicFilterWait how long a read waits for other sides of joins, at most
  TributarySplitManager(GatewayClient gateway, Duration dynamicFilterWait) {
    this.gateway = gateway;
    this.dynamicFilterWait = dynamicFilterWait;
  }

  @Override
  public ConnectorSplitSource getSplits(
      ConnectorTransactionHandle transaction,
      ConnectorSession session,
      ConnectorTableHandle handle,
      Set<ColumnHandle> dynamicFilterColumns,
      Constraint constraint) {
    Duration wait = dynamicFilterColumns.isEmpty() ? Duration.ZERO : dynamicFilterWait;
    return new TributarySplitSource(gateway, (TributaryTableHandle) handle, wait);
  }
}
