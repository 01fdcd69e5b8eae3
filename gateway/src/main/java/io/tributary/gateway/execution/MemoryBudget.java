package io.tributary.gateway.execution;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;

/// The memory of all queries: what is kept on the heap, the DuckDB of each, and Arrow's batches.
///
/// A query reserves all that it will need before it starts, so that none holds a part and waits for
/// the rest: room for some batches, and where it needs a DuckDB, that one's memory. The fewer
/// queries run, the more a DuckDB gets: half of what is free, save what is sure to queries that may
/// still come. Batches beyond their room take what no DuckDB has.
///
/// A query that reads from an engine would wait for ever if that needed a query of this gateway and
/// there were no memory left for it. So it sets aside what one such query needs at least, and those
/// that come from engines take it where nothing else is free.
public final class MemoryBudget {
  private final BufferAllocator allocator;
  private final MemoryLimits limits;
  private int queries;
  private long duckDbBytes;

  /// What has been set aside for queries of engines, and what these have taken of it.
  private long asideBytes;

  private long asideTakenBytes;

  /// What all batches together may take: what is neither kept nor reserved for a DuckDB.
  private volatile long mostBatchBytes;

  /// @param allocator of all batches; has no limit of its own, and children that heed [#guard]
  public MemoryBudget(BufferAllocator allocator, MemoryLimits limits) {
    this.allocator = allocator;
    this.limits = limits;
    limitBatches();
  }

  /// What a query may use until it is closed.
  public final class Reservation implements AutoCloseable {
    private final long reserved;
    private final long aside;
    private final long asideTaken;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Reservation(long reserved, long aside, long asideTaken) {
      this.reserved = reserved;
      this.aside = aside;
      this.asideTaken = asideTaken;
    }

    /// What its DuckDB may have; 0 where it needs none.
    public long duckDbBytes() {
      return reserved;
    }

    /// Gives everything back. Idempotent.
    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        release(this);
      }
    }
  }

  /// Who has what.
  ///
  /// @param queries that have reserved some
  /// @param duckDbBytes reserved for the DuckDBs of these
  /// @param batchBytes that Arrow holds, or what is set aside for batches where that is more
  /// @param asideBytes set aside for queries of engines, and not taken by any
  public record Usage(
      MemoryLimits limits, int queries, long duckDbBytes, long batchBytes, long asideBytes) {

    /// What is taken, whether it is used or not.
    public long reservedBytes() {
      return limits.keptBytes() + duckDbBytes + batchBytes + asideBytes;
    }

    @Override
    public String toString() {
      String used =
          "of memory.limit, %s, the DuckDBs of %d queries have reserved %s, batches %s, caches %s"
              .formatted(
                  size(limits.bytes()),
                  queries,
                  size(duckDbBytes),
                  size(batchBytes),
                  size(limits.keptBytes()));
      return asideBytes == 0 ? used : used + ", queries of engines " + size(asideBytes);
    }
  }

  /// Reserves what a query needs, or nothing where that is not free.
  public synchronized Optional<Reservation> tryReserve(MemoryNeed need) {
    long aside = need.asksEngine() ? MemoryLimits.LEAST_BYTES : 0;
    return takeFree(need, aside)
        .or(() -> need.ofEngine() ? takeAside(need, aside) : Optional.empty());
  }

  private Optional<Reservation> takeFree(MemoryNeed need, long aside) {
    long free = limits.bytes() - usage().reservedBytes() - limits.batchBytes() - aside;
    long share = need.duckDb() ? share(free) : 0;
    if (share > free) {
      return Optional.empty();
    }
    var reservation = new Reservation(share, aside, 0);
    add(reservation, 1);
    // Looked at again, as batches are made meanwhile: from now on they keep to the limit.
    if (!fits(0)) {
      add(reservation, -1);
      return Optional.empty();
    }
    return Optional.of(reservation);
  }

  /// What it sets aside itself, for an engine behind the engine, is taken of the same.
  private Optional<Reservation> takeAside(MemoryNeed need, long aside) {
    long share = need.duckDb() ? MemoryLimits.LEAST_DUCKDB_BYTES : 0;
    long taken = share + MemoryLimits.LEAST_BATCH_BYTES + aside;
    if (taken > asideBytes - asideTakenBytes) {
      return Optional.empty();
    }
    var reservation = new Reservation(share, aside, taken);
    add(reservation, 1);
    return Optional.of(reservation);
  }

  private void add(Reservation reservation, int sign) {
    queries += sign;
    duckDbBytes += sign * reservation.reserved;
    asideBytes += sign * reservation.aside;
    asideTakenBytes += sign * reservation.asideTaken;
    limitBatches();
  }

  private long share(long free) {
    long others = Math.max(0, limits.queries() - queries - 1);
    long spare = free - others * (limits.leastDuckDbBytes() + limits.batchBytes());
    long wanted = limits.queries() == 1 ? spare : spare / 2;
    return Math.max(limits.leastDuckDbBytes(), Math.min(limits.queryBytes(), wanted));
  }

  private synchronized void release(Reservation reservation) {
    add(reservation, -1);
  }

  private void limitBatches() {
    mostBatchBytes = limits.bytes() - limits.keptBytes() - duckDbBytes - freeAsideBytes();
  }

  /// Less than nothing where who set it aside is done before those who took it.
  private long freeAsideBytes() {
    return Math.max(0, asideBytes - asideTakenBytes);
  }

  /// Whether there is room for more batches.
  boolean fits(long bytes) {
    return allocator.getAllocatedMemory() + bytes <= mostBatchBytes;
  }

  /// Refuses buffers that there is no room for.
  ///
  /// It stands before the allocation, as Arrow never lets go of what it was given by DuckDB when it
  /// may not count it. That has its memory already, and is looked at afterwards.
  public AllocationListener guard() {
    return new AllocationListener() {
      @Override
      public void onPreAllocation(long size) {
        if (!fits(size)) {
          throw new OutOfMemoryException("%s more, while %s".formatted(size(size), usage()));
        }
      }
    };
  }

  /// How memory is used now.
  public synchronized Usage usage() {
    long batches = Math.max(allocator.getAllocatedMemory(), queries * limits.batchBytes());
    return new Usage(limits, queries, duckDbBytes, batches, freeAsideBytes());
  }

  /// What a query asks for at least.
  public long leastBytes(MemoryNeed need) {
    return limits.batchBytes()
        + (need.duckDb() ? limits.leastDuckDbBytes() : 0)
        + (need.asksEngine() ? MemoryLimits.LEAST_BYTES : 0);
  }

  /// What there is for queries.
  public long mostBytes() {
    return limits.bytes() - limits.keptBytes();
  }

  MemoryLimits limits() {
    return limits;
  }

  /// As settings are written: `1.5GB`.
  public static String size(long bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "") + units[unit];
  }
}
