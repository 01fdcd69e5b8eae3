package io.tributary.gateway.execution;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.arrow.vector.ipc.ArrowReader;

/// Batches of several readers, in the order in which they come. A reader has its next one ready,
/// but no more than that, while those of others are taken.
final class MergedBatches implements AutoCloseable {

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("read-", 1).factory());

  /// Readers that hold a batch, or nothing for one that has ended.
  private final CompletionService<Optional<ArrowReader>> loaded =
      new ExecutorCompletionService<>(threads);

  private int reading;

  MergedBatches(List<ArrowReader> readers) {
    reading = readers.size();
    readers.forEach(this::load);
  }

  private void load(ArrowReader reader) {
    Future<?> _ =
        loaded.submit(() -> reader.loadNextBatch() ? Optional.of(reader) : Optional.empty());
  }

  /// Waits for the next batch and moves it.
  ///
  /// @return false after the last
  boolean next(ResultBatches result) throws IOException, InterruptedException {
    while (reading > 0) {
      Optional<ArrowReader> reader = resultOf(loaded.take());
      if (reader.isPresent()) {
        result.load(reader.get().getVectorSchemaRoot());
        load(reader.get());
        return true;
      }
      reading--;
    }
    return false;
  }

  private static <T> T resultOf(Future<T> done) throws IOException, InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  /// Call only when the readers have been closed: whatever they still do has then an end.
  @Override
  public void close() {
    threads.close();
  }
}
