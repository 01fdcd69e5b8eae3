package io.tributary.trino;

import io.airlift.slice.Slice;
import io.trino.spi.Page;
import io.trino.spi.connector.ConnectorPageSink;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// Sends one writer's rows to the gateway, as one change: all of them are there once it is
/// finished, or none.
final class TributaryPageSink implements ConnectorPageSink {

  private final GatewayClient gateway;
  private final TributaryWriteHandle handle;
  private final List<BlockWriter> writers = new ArrayList<>();
  private @Nullable BufferAllocator allocator;
  private @Nullable VectorSchemaRoot root;
  private @Nullable GatewayUpload upload;
  private long bytes;

  TributaryPageSink(GatewayClient gateway, TributaryWriteHandle handle) {
    this.gateway = gateway;
    this.handle = handle;
  }

  @Override
  public CompletableFuture<?> appendPage(Page page) {
    GatewayUpload open = opened();
    VectorSchemaRoot batch = Objects.requireNonNull(root);
    for (int i = 0; i < writers.size(); i++) {
      writers.get(i).write(page.getBlock(i), page.getPositionCount());
    }
    batch.setRowCount(page.getPositionCount());
    open.send();
    bytes += page.getSizeInBytes();
    return NOT_BLOCKED;
  }

  private GatewayUpload opened() {
    GatewayUpload open = upload;
    if (open == null) {
      Schema schema = ArrowTypes.schema(handle.columns(), handle.types());
      allocator = gateway.newAllocator("rows to write");
      root = VectorSchemaRoot.create(schema, allocator);
      for (int i = 0; i < handle.types().size(); i++) {
        FieldVector vector = root.getVector(i);
        writers.add(BlockWriter.of(handle.types().get(i), vector));
      }
      open = gateway.append(handle.stagingTable(), root);
      upload = open;
    }
    return open;
  }

  @Override
  public CompletableFuture<Collection<Slice>> finish() {
    try {
      if (upload != null) {
        upload.finish();
      }
    } finally {
      release();
    }
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public void abort() {
    try {
      if (upload != null) {
        upload.cancel();
      }
    } finally {
      release();
    }
  }

  private void release() {
    if (root != null) {
      root.close();
      root = null;
    }
    if (allocator != null) {
      allocator.close();
      allocator = null;
    }
  }

  @Override
  public long getCompletedBytes() {
    return bytes;
  }

  @Override
  public long getMemoryUsage() {
    BufferAllocator used = allocator;
    return used == null ? 0 : used.getAllocatedMemory();
  }
}
