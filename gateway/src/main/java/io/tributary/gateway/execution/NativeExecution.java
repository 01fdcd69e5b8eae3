package io.tributary.gateway.execution;

import io.tributary.connector.SourceRead;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.fragment.Fragment;
import io.tributary.gateway.fragment.FragmentedPlan;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

/// One source's stream, straight to the client.
final class NativeExecution implements Execution {

  private final Fragment fragment;
  private final QueryMemory memory;
  private final int batchRows;
  private final RunningParts parts = new RunningParts();
  private final FragmentProgress progress;
  private final Deque<ArrowReader> readers = new ArrayDeque<>();
  private final ResultBatches result;

  NativeExecution(FragmentedPlan.Native plan, QueryMemory memory, int batchRows) {
    this.fragment = plan.fragment();
    this.memory = memory;
    this.batchRows = batchRows;
    this.progress = FragmentProgress.of(fragment);
    this.result = new ResultBatches(fragment.arrowSchema(), plan.output(), memory.allocator());
  }

  @Override
  public void open() {
    try {
      parts.throwIfStopped();
      SourceRead read =
          fragment.source().read(fragment.query(fragment.sql(), batchRows, 1), memory.allocator());
      parts.add(read);
      for (ArrowReader reader : read.partitions()) {
        readers.add(new FragmentReader(reader, memory, progress, parts::failed));
      }
    } catch (RuntimeException e) {
      throw Failures.of(e, parts, memory);
    }
  }

  @Override
  public VectorSchemaRoot root() {
    return result.root();
  }

  @Override
  public boolean next() {
    try {
      while (!readers.isEmpty()) {
        parts.throwIfStopped();
        ArrowReader reader = readers.element();
        if (reader.loadNextBatch()) {
          result.load(reader.getVectorSchemaRoot());
          return true;
        }
        readers.remove();
      }
      return false;
    } catch (IOException | RuntimeException e) {
      throw Failures.of(e, parts, memory);
    }
  }

  @Override
  public String route() {
    return "native";
  }

  @Override
  public List<FragmentProgress> progress() {
    return List.of(progress);
  }

  @Override
  public void stop(GatewayException reason) {
    parts.stop(reason);
  }

  @Override
  public void close() {
    parts.closeReads();
    result.close();
    memory.close();
  }
}
