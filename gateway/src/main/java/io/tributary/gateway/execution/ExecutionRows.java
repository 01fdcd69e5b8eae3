package io.tributary.gateway.execution;

import io.tributary.gateway.error.GatewayException;
import org.apache.arrow.vector.VectorSchemaRoot;

/// The rows of a query that runs for a change.
record ExecutionRows(Execution execution) implements RowSupply {
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
    execution.close();
  }
}
