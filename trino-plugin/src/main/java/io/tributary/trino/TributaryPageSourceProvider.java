package io.tributary.trino;

import io.trino.spi.connector.ColumnHandle;
import io.trino.spi.connector.ConnectorPageSource;
import io.trino.spi.connector.ConnectorPageSourceProvider;
import io.trino.spi.connector.ConnectorSession;
import io.trino.spi.connector.ConnectorSplit;
import io.trino.spi.connector.ConnectorTableCredentials;
import io.trino.spi.connector.ConnectorTableHandle;
import io.trino.spi.connector.ConnectorTransactionHandle;
import io.trino.spi.connector.DynamicFilter;
import io.trino.spi.connector.MemoryContext;
import java.util.List;
import java.util.Optional;

/// Starts to read a split.
final class TributaryPageSourceProvider implements ConnectorPageSourceProvider {

  private final GatewayClient gateway;
  private final ArrowTypes types;

  TributaryPageSourceProvider(GatewayClient gateway, ArrowTypes types) {
    this.gateway = gateway;
    this.types = types;
  }

  @Override
  public ConnectorPageSource createPageSource(
      ConnectorTransactionHandle transaction,
      ConnectorSession session,
      ConnectorSplit split,
      ConnectorTableHandle handle,
      Optional<ConnectorTableCredentials> credentials,
      List<ColumnHandle> columns,
      DynamicFilter dynamicFilter,
      MemoryContext memory) {
    return new TributaryPageSource(
        gateway.as(session).read(((TributarySplit) split).toTicket()),
        ((TributaryTableHandle) handle).name(),
        columns.stream().map(TributaryColumnHandle.class::cast).toList(),
        types,
        memory);
  }
}
