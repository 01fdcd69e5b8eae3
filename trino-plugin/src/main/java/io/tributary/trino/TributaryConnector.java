package io.tributary.trino;

import static io.trino.spi.transaction.IsolationLevel.READ_COMMITTED;
import static io.trino.spi.transaction.IsolationLevel.checkConnectorSupports;

import io.trino.spi.connector.Connector;
import io.trino.spi.connector.ConnectorMetadata;
import io.trino.spi.connector.ConnectorPageSourceProvider;
import io.trino.spi.connector.ConnectorSession;
import io.trino.spi.connector.ConnectorSplitManager;
import io.trino.spi.connector.ConnectorTransactionHandle;
import io.trino.spi.session.PropertyMetadata;
import io.trino.spi.transaction.IsolationLevel;
import java.util.List;

/// One catalog: reads from one gateway. Every scan is a read of its own, so a transaction has no
/// state.
final class TributaryConnector implements Connector {

  private final GatewayClient gateway;
  private final ConnectorMetadata metadata;
  private final ConnectorSplitManager splitManager;
  private final ConnectorPageSourceProvider pageSourceProvider;

  /// Takes over `gateway`, which it closes at shutdown.
  TributaryConnector(
      GatewayClient gateway,
      ConnectorMetadata metadata,
      ConnectorSplitManager splitManager,
      ConnectorPageSourceProvider pageSourceProvider) {
    this.gateway = gateway;
    this.metadata = metadata;
    this.splitManager = splitManager;
    this.pageSourceProvider = pageSourceProvider;
  }

  @Override
  public ConnectorTransactionHandle beginTransaction(
      IsolationLevel isolationLevel, boolean readOnly, boolean autoCommit) {
    checkConnectorSupports(READ_COMMITTED, isolationLevel);
    return TributaryTransactionHandle.INSTANCE;
  }

  @Override
  public ConnectorMetadata getMetadata(
      ConnectorSession session, ConnectorTransactionHandle transaction) {
    return metadata;
  }

  @Override
  public ConnectorSplitManager getSplitManager() {
    return splitManager;
  }

  @Override
  public ConnectorPageSourceProvider getPageSourceProvider() {
    return pageSourceProvider;
  }

  @Override
  public List<PropertyMetadata<?>> getSessionProperties() {
    return TributarySessionProperties.all();
  }

  @Override
  public void shutdown() {
    gateway.close();
  }
}
