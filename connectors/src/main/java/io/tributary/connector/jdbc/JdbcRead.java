package io.tributary.connector.jdbc;

import io.tributary.connector.SourceQuery;
import io.tributary.connector.SourceRead;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;

/// A read of one query on one connection, thus of one partition.
final class JdbcRead implements SourceRead {
  private final RunningQuery query;
  private final JdbcReader reader;

  private JdbcRead(RunningQuery query, JdbcReader reader) {
    this.query = query;
    this.reader = reader;
  }

  static JdbcRead start(
      SourceQuery query, RunningQuery running, JdbcErrors errors, BufferAllocator allocator) {
    JdbcReader reader = new JdbcReader(allocator, query, running, errors);
    running.start(reader.vectors());
    return new JdbcRead(running, reader);
  }

  @Override
  public List<ArrowReader> partitions() {
    return List.of(reader);
  }

  @Override
  public void cancel() {
    query.cancel();
  }

  @Override
  public void close() {
    reader.close();
  }
}
