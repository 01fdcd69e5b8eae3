package io.tributary.gateway.execution;

import io.tributary.connector.SourceProgress;
import io.tributary.connector.SourceRead;
import io.tributary.gateway.fragment.Fragment;
import io.tributary.gateway.fragment.LocalTable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/// What a source has done for a query so far. Readers count from any thread.
public final class FragmentProgress {

  private final int id;
  private final String source;
  private final String sql;
  private final long startNanos = System.nanoTime();
  private final AtomicLong rows;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong elapsedNanos = new AtomicLong();
  private volatile List<PassedKeys> passedKeys = List.of();
  private volatile @Nullable SourceRead reading;

  private FragmentProgress(int id, String source, String sql, long rows) {
    this.id = id;
    this.source = source;
    this.sql = sql;
    this.rows = new AtomicLong(rows);
  }

  static FragmentProgress of(Fragment fragment) {
    return new FragmentProgress(fragment.id(), fragment.sourceName(), fragment.sql(), 0);
  }

  /// DuckDB reads the table in place and does not say what it read.
  static FragmentProgress inPlace(int id, LocalTable table) {
    return new FragmentProgress(id, table.sourceName(), table.relation().sql(), -1);
  }

  void passed(List<PassedKeys> keys) {
    passedKeys = List.copyOf(keys);
  }

  void reads(SourceRead read) {
    reading = read;
  }

  void read(VectorSchemaRoot batch) {
    rows.addAndGet(batch.getRowCount());
    for (FieldVector vector : batch.getFieldVectors()) {
      bytes.addAndGet(vector.getBufferSize());
    }
    ended();
  }

  void ended() {
    elapsedNanos.set(System.nanoTime() - startNanos);
  }

  public int id() {
    return id;
  }

  public String source() {
    return source;
  }

  public String sql() {
    return sql;
  }

  /// -1 where DuckDB reads in place.
  public long rows() {
    return rows.get();
  }

  /// What the source says of it.
  public SourceProgress atSource() {
    SourceRead read = reading;
    return read == null ? SourceProgress.UNKNOWN : read.progress();
  }

  /// In Arrow.
  public long bytes() {
    return bytes.get();
  }

  /// By which the rows were reduced.
  public List<PassedKeys> passedKeys() {
    return passedKeys;
  }

  /// From the start of the read to its latest batch.
  public Duration elapsed() {
    return Duration.ofNanos(elapsedNanos.get());
  }
}
