package io.tributary.connector.postgresql;

import io.tributary.connector.SourceQuery;
import io.tributary.connector.SourceRead;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;

/// A read of one cursor, thus of one partition.
final class PostgresqlRead implements SourceRead {
  private final RunningQuery query;
  private final PostgresqlReader reader;

  private PostgresqlRead(RunningQuery query, PostgresqlReader reader) {
    this.query = query;
    this.reader = reader;
  }

  static PostgresqlRead start(
      SourceQuery query, ConnectionPool pool, PostgresqlErrors errors, BufferAllocator allocator) {
    RunningQuery running = RunningQuery.start(query.sql(), pool, errors);
    return new PostgresqlRead(running, new PostgresqlReader(allocator, query, running, errors));
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
