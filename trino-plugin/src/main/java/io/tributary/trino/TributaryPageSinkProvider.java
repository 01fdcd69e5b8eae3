package io.tributary.trino;

import io.trino.spi.connector.ConnectorInsertTableHandle;
import io.trino.spi.connector.ConnectorOutputTableHandle;
import io.trino.spi.connector.ConnectorPageSink;
import io.trino.spi.connector.ConnectorPageSinkId;
import io.trino.spi.connector.ConnectorPageSinkProvider;
import io.trino.spi.connector.ConnectorSession;
import io.trino.spi.connector.ConnectorTableCredentials;
import io.trino.spi.connector.ConnectorTransactionHandle;
import java.util.Optional;

final class TributaryPageSinkProvider implements ConnectorPageSinkProvider {

  private final GatewayClient gateway;

  TributaryPageSinkProvider(GatewayClient gateway) {
    this.gateway = gateway;
  }

  @Override
  public ConnectorPageSink createPageSink(
      ConnectorTransactionHandle transaction,
      ConnectorSession session,
      ConnectorOutputTableHandle handle,
      Optional<ConnectorTableCredentials> credentials,
      ConnectorPageSinkId id) {
    return new TributaryPageSink(gateway.as(session), (TributaryWriteHandle) handle);
  }

  @Override
  public ConnectorPageSink createPageSink(
      ConnectorTransactionHandle transaction,
      ConnectorSession session,
      ConnectorInsertTableHandle handle,
      Optional<ConnectorTableCredentials> credentials,
      ConnectorPageSinkId id) {
    return new TributaryPageSink(gateway.as(session), (TributaryWriteHandle) handle);
  }
}
