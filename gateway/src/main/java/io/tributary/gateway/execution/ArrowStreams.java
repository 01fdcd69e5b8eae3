package io.tributary.gateway.execution;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;

/// Readers lent to DuckDB by the C data interface.
final class ArrowStreams implements AutoCloseable {

  private final BufferAllocator allocator;
  private final List<ArrowArrayStream> streams = new ArrayList<>();

  ArrowStreams(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /// Registers each reader as a relation that can be read once.
  ///
  /// @param name of the relation, or the beginning of the names where there are several
  /// @return the relations' names
  List<String> register(DuckDBConnection connection, String name, List<ArrowReader> readers)
      throws SQLException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < readers.size(); i++) {
      ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator);
      streams.add(stream);
      Data.exportArrayStream(allocator, readers.get(i), stream);
      String relation = readers.size() == 1 ? name : name + "_" + (i + 1);
      connection.registerArrowStream(relation, stream);
      names.add(relation);
    }
    return names;
  }

  /// Call only when DuckDB no longer reads. What DuckDB never began to read is released here.
  @Override
  public void close() {
    for (ArrowArrayStream stream : streams) {
      if (stream.snapshot().release != 0) {
        stream.release();
      }
      stream.close();
    }
    streams.clear();
  }
}
