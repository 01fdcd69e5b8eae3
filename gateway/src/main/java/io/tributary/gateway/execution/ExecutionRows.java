package io.tributary.gateway.execution;

import io.tributary.gateway.error.GatewayException;
import org.apache.arrow.vector.VectorSchemaRoot;

/// The rows of a query that runs for a change.
final class ExecutionRows implements RowSupply {
  private final Execution execution;
  private boolean closed;

  ExecutionRows(Execution execution) {
    this.execution = execution;
  }

  @Override
  public void open() {
    execution.open();
  }

  @Override
  public VectorSchemaRoot root() {
    return execution.root();
  }

  @Override
  public boolean next() {
    return execution.next();
  }

  @Override
  public void stop(GatewayException reason) {
    execution.stop(reason);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      execution.close();
    }
  }
}
