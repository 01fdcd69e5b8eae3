package io.tributary.gateway.execution;

import io.tributary.gateway.error.GatewayException;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;

/// A result that was kept, which no source is asked for.
final class KeptExecution implements Execution {
  private final KeptBatches batches;
  private final QueryMemory memory;
  private final RunningParts parts = new RunningParts();
  private final VectorSchemaRoot root;

  KeptExecution(KeptResult result, QueryMemory memory) {
    this.batches = new KeptBatches(result);
    this.memory = memory;
    this.root = VectorSchemaRoot.create(result.arrowSchema(), memory.allocator());
  }

  @Override
  public void open() {
    parts.throwIfStopped();
  }

  @Override
  public VectorSchemaRoot root() {
    return root;
  }

  @Override
  public boolean next() {
    parts.throwIfStopped();
    try {
      return batches.next(root, memory.allocator());
    } catch (RuntimeException e) {
      throw Failures.of(e, parts, memory);
    }
  }

  @Override
  public String route() {
    return "cache";
  }

  @Override
  public List<FragmentProgress> progress() {
    return List.of();
  }

  @Override
  public void stop(GatewayException reason) {
    parts.stop(reason);
  }

  @Override
  public void close() {
    root.close();
    memory.close();
  }
}
