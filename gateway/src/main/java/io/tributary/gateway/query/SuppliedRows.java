package io.tributary.gateway.query;

import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.execution.RowSupply;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/// A client's rows for a change.
final class SuppliedRows implements RowSupply {
  private final ClientRows rows;
  private volatile @Nullable GatewayException stopped;

  SuppliedRows(ClientRows rows) {
    this.rows = rows;
  }

  @Override
  public void open() {}

  @Override
  public VectorSchemaRoot root() {
    return rows.root();
  }

  @Override
  public boolean next() {
    GatewayException reason = stopped;
    if (reason != null) {
      throw reason;
    }
    return rows.next();
  }

  @Override
  public void stop(GatewayException reason) {
    stopped = reason;
  }

  /// The rows are the client's.
  @Override
  public void close() {}
}
