package io.tributary.gateway.execution;

import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.fragment.FragmentedPlan;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// The rows of those changes that take one, one after the other, in the types of their columns. One
/// query runs at a time.
final class RowsInOrder extends ArrowReader implements RowSupply {

  private final Iterator<ChangeOfRows> parts;
  private final Function<FragmentedPlan, Execution> executions;
  private volatile @Nullable RowSupply running;
  private volatile @Nullable GatewayException stopped;
  private @Nullable AssignedReader current;

  RowsInOrder(
      List<ChangeOfRows> parts,
      Function<FragmentedPlan, Execution> executions,
      BufferAllocator allocator) {
    super(allocator);
    this.parts = parts.stream().filter(part -> part.row().isPresent()).iterator();
    this.executions = executions;
  }

  @Override
  public void open() {}

  @Override
  public boolean next() {
    return loadNextBatch();
  }

  @Override
  public boolean loadNextBatch() {
    closeCurrent();
    if (!parts.hasNext()) {
      return false;
    }
    ChangeOfRows part = parts.next();
    var supply = new ExecutionRows(executions.apply(part.row().orElseThrow()));
    Change change = part.change();
    running = supply;
    var reader = new AssignedReader(supply, change, allocator);
    current = reader;
    GatewayException reason = stopped;
    if (reason != null) {
      throw reason;
    }
    supply.open();
    return reader.loadNextBatch();
  }

  private void closeCurrent() {
    AssignedReader last = current;
    if (last != null) {
      last.close(true);
      current = null;
      running = null;
    }
  }

  /// Each of the changes has columns of its own.
  @Override
  public ArrowReader assigned(Change change, BufferAllocator batches) {
    return this;
  }

  @Override
  public VectorSchemaRoot root() {
    return getVectorSchemaRoot();
  }

  @Override
  public VectorSchemaRoot getVectorSchemaRoot() {
    AssignedReader reader = current;
    if (reader == null) {
      throw new IllegalStateException("no batch was loaded");
    }
    return reader.getVectorSchemaRoot();
  }

  @Override
  public void stop(GatewayException reason) {
    stopped = reason;
    RowSupply supply = running;
    if (supply != null) {
      supply.stop(reason);
    }
  }

  @Override
  public void close() {
    closeCurrent();
  }

  @Override
  public void close(boolean closeReadSource) {
    closeCurrent();
  }

  @Override
  public long bytesRead() {
    return 0;
  }

  @Override
  protected void closeReadSource() {}

  @Override
  protected Schema readSchema() {
    return getVectorSchemaRoot().getSchema();
  }
}
