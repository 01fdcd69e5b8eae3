package io.tributary.gateway.execution;

import io.tributary.connector.ErrorCode;
import io.tributary.connector.SourceRead;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.fragment.Fragment;
import io.tributary.gateway.fragment.FragmentedPlan;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.jspecify.annotations.Nullable;

/// One source's rows, straight to the client.
final class NativeExecution implements Execution {

  private final Function<BufferAllocator, SourceRead> source;
  private final QueryMemory memory;
  private final RunningParts parts = new RunningParts();
  private final FragmentProgress progress;
  private final ResultBatches result;
  private List<ArrowReader> readers = List.of();
  private @Nullable MergedBatches merged;

  /// @param source starts the read
  NativeExecution(
      FragmentedPlan.Native plan,
      QueryMemory memory,
      Function<BufferAllocator, SourceRead> source) {
    Fragment fragment = plan.fragment();
    this.memory = memory;
    this.source = source;
    this.progress = FragmentProgress.of(fragment);
    this.result = new ResultBatches(fragment.arrowSchema(), plan.output(), memory.allocator());
  }

  @Override
  public void open() {
    try {
      parts.throwIfStopped();
      SourceRead read = source.apply(memory.allocator());
      parts.add(read);
      progress.reads(read);
      readers = read.partitions().stream().map(this::counted).toList();
      if (readers.size() > 1) {
        merged = new MergedBatches(readers);
      }
    } catch (RuntimeException e) {
      throw Failures.of(e, parts, memory);
    }
  }

  private ArrowReader counted(ArrowReader reader) {
    return new FragmentReader(reader, memory, progress, parts::failed);
  }

  @Override
  public VectorSchemaRoot root() {
    return result.root();
  }

  @Override
  public boolean next() {
    try {
      parts.throwIfStopped();
      boolean loaded = merged == null ? nextOfOnly() : merged.next(result);
      if (!loaded) {
        // A read that was cancelled may look like one that has come to its end.
        parts.throwIfStopped();
      }
      return loaded;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorCode.CANCELLED, "the query was cancelled", e);
    } catch (IOException | RuntimeException e) {
      throw Failures.of(e, parts, memory);
    }
  }

  private boolean nextOfOnly() throws IOException {
    ArrowReader reader = readers.getFirst();
    if (!reader.loadNextBatch()) {
      return false;
    }
    result.load(reader.getVectorSchemaRoot());
    return true;
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
    if (merged != null) {
      merged.close();
    }
    result.close();
    memory.close();
  }
}
