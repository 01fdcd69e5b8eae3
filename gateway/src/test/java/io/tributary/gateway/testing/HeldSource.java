package io.tributary.gateway.testing;

import io.tributary.connector.SourceQuery;
import io.tributary.connector.SourceRead;
import io.tributary.connector.SqlDialectTraits;
import io.tributary.connector.SqlSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.duckdb.DuckDBConnection;

/// A source that counts how often it is read, and starts no read while it is held.
public final class HeldSource extends DuckDbDescribed implements SqlSource {
  private final SqlTestSource source;
  private final boolean engine;
  private final AtomicInteger reads = new AtomicInteger();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  public HeldSource(String name, DuckDBConnection database) {
    this(name, database, false);
  }

  private HeldSource(String name, DuckDBConnection database, boolean engine) {
    super(name, database);
    this.source = new SqlTestSource(name, database);
    this.engine = engine;
  }

  /// One that is an engine over others.
  public static HeldSource engine(String name, DuckDBConnection database) {
    return new HeldSource(name, database, true);
  }

  @Override
  public boolean isEngine() {
    return engine;
  }

  public int reads() {
    return reads.get();
  }

  public void hold() {
    gate = new CountDownLatch(1);
  }

  /// Holds those that it holds already, and nobody else.
  ///
  /// @return lets them go
  public CountDownLatch passOthers() {
    CountDownLatch held = gate;
    gate = new CountDownLatch(0);
    return held;
  }

  public void release() {
    gate.countDown();
  }

  @Override
  public SqlDialectTraits dialect() {
    return source.dialect();
  }

  @Override
  public SourceRead read(SourceQuery query, BufferAllocator allocator) {
    reads.incrementAndGet();
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return source.read(query, allocator);
  }
}
