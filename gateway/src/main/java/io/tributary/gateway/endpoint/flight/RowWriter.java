package io.tributary.gateway.endpoint.flight;

import io.tributary.gateway.endpoint.flight.StreamSender.BatchSink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.types.pojo.Schema;

/// Writes the small answers about the catalog row by row, and sends them batch by batch.
///
/// Columns are set by name, then [#endRow]. What is not set is NULL. [#finish] sends the rest.
final class RowWriter implements AutoCloseable {
  private static final int ROWS_PER_BATCH = 512;

  /// Schemas of tables are long, and many clients take messages of 4 MiB at most.
  private static final long BYTES_PER_BATCH = 1 << 20;

  private final VectorSchemaRoot root;
  private final BatchSink sink;
  private int row;
  private long bytes;

  RowWriter(Schema arrowSchema, BufferAllocator allocator, BatchSink sink) {
    this.sink = sink;
    root = VectorSchemaRoot.create(arrowSchema, allocator);
    try {
      root.allocateNew();
      sink.start(root);
    } catch (RuntimeException e) {
      root.close();
      throw e;
    }
  }

  RowWriter text(String column, String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    ((VarCharVector) root.getVector(column)).setSafe(row, encoded);
    bytes += encoded.length;
    return this;
  }

  RowWriter text(String column, Optional<String> value) {
    value.ifPresent(present -> text(column, present));
    return this;
  }

  RowWriter texts(String column, List<String> values) {
    UnionListWriter writer = ((ListVector) root.getVector(column)).getWriter();
    writer.setPosition(row);
    writer.startList();
    values.forEach(writer::writeVarChar);
    writer.endList();
    return this;
  }

  RowWriter bytes(String column, byte[] value) {
    ((VarBinaryVector) root.getVector(column)).setSafe(row, value);
    bytes += value.length;
    return this;
  }

  RowWriter integer(String column, int value) {
    ((IntVector) root.getVector(column)).setSafe(row, value);
    return this;
  }

  RowWriter unsignedByte(String column, int value) {
    ((UInt1Vector) root.getVector(column)).setSafe(row, value);
    return this;
  }

  RowWriter bool(String column, boolean value) {
    ((BitVector) root.getVector(column)).setSafe(row, value ? 1 : 0);
    return this;
  }

  void endRow() {
    row++;
    if (row == ROWS_PER_BATCH || bytes >= BYTES_PER_BATCH) {
      flush();
    }
  }

  void finish() {
    if (row > 0) {
      flush();
    }
  }

  private void flush() {
    root.setRowCount(row);
    sink.send();
    root.clear();
    root.allocateNew();
    row = 0;
    bytes = 0;
  }

  @Override
  public void close() {
    root.close();
  }
}
