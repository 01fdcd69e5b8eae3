package io.tributary.gateway.testing;

import io.tributary.connector.SourceQuery;
import io.tributary.connector.SourceRead;
import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlSource;
import java.util.function.BiFunction;
import org.apache.arrow.memory.BufferAllocator;
import org.duckdb.DuckDBConnection;

/// A source whose reads are what a test makes them.
public final class MadeReads extends DuckDbDescribed implements SqlSource {
  private final SqlTestSource source;
  private final BiFunction<SourceQuery, BufferAllocator, SourceRead> maker;

  public MadeReads(
      String name,
      DuckDBConnection database,
      BiFunction<SourceQuery, BufferAllocator, SourceRead> maker) {
    super(name, database);
    this.source = new SqlTestSource(name, database);
    this.maker = maker;
  }

  @Override
  public SqlDialectTraits dialect() {
    return source.dialect();
  }

  @Override
  public SourceRead read(SourceQuery query, BufferAllocator allocator) {
    return maker.apply(query, allocator);
  }
}
