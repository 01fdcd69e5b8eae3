package io.tributary.gateway.endpoint;

import io.tributary.connector.Caller;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/// Runs every task as the caller who handed it in.
///
/// Scoped values end at the thread: work that a gRPC or HTTP call hands over to another thread
/// would have no caller there.
public final class CallerExecutor extends AbstractExecutorService {
  private final ExecutorService threads;

  public CallerExecutor(ExecutorService threads) {
    this.threads = threads;
  }

  @Override
  public void execute(Runnable task) {
    Caller caller = Caller.current();
    threads.execute(() -> caller.run(task));
  }

  @Override
  public void shutdown() {
    threads.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return threads.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return threads.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return threads.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return threads.awaitTermination(timeout, unit);
  }
}
