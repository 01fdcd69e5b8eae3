package io.tributary.trino;

import io.trino.spi.connector.ConnectorTransactionHandle;

/// The one transaction there is: reads have nothing to commit.
public enum TributaryTransactionHandle implements ConnectorTransactionHandle {
  INSTANCE
}
