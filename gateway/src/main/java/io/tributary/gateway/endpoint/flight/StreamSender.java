package io.tributary.gateway.endpoint.flight;

import io.tributary.connector.ErrorCode;
import io.tributary.gateway.endpoint.Failures;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.ResultStream;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.arrow.flight.BackpressureStrategy.CallbackBackpressureStrategy;
import org.apache.arrow.flight.BackpressureStrategy.WaitResult;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/// Sends results to Flight clients as fast as they take them, on threads of its own: a producer
/// that waits on the call's thread keeps the very callback from running that it waits for.
final class StreamSender {
  /// How often somebody who waits for a slow client looks whether the query is still wanted.
  private static final long LOOK_UP_MILLIS = 250;

  private final Executor executor;

  /// @param executor runs each task as the caller who handed it in
  StreamSender(Executor executor) {
    this.executor = executor;
  }

  /// Starts a query and sends its result; returns at once.
  ///
  /// @param cancelStart stops the query while `start` has not returned yet
  /// @param ended is run once the query has given everything back, and before the client knows;
  ///   also where it cannot be started
  void send(
      ServerStreamListener listener,
      Supplier<ResultStream> start,
      Runnable cancelStart,
      Runnable ended) {
    var sending = new Sending(listener, cancelStart, ended);
    boolean handedOver = false;
    try {
      sending.register(listener);
      executor.execute(() -> sending.run(start));
      handedOver = true;
    } finally {
      if (!handedOver) {
        ended.run();
      }
    }
  }

  /// Sends what a producer makes batch by batch; returns at once.
  void send(ServerStreamListener listener, BatchSource batches) {
    var backpressure = new CallbackBackpressureStrategy();
    backpressure.register(listener);
    executor.execute(() -> {
      try {
        batches.writeTo(new BatchSink(listener, backpressure));
        listener.completed();
      } catch (ClientGoneException _) {
        // Nobody is left to be told.
      } catch (Throwable failure) {
        listener.error(FlightErrors.exception(failure));
      }
    });
  }

  /// Makes batches.
  @FunctionalInterface
  interface BatchSource {
    void writeTo(BatchSink sink);
  }

  /// Takes batches: [#start] once, then [#send] for each load of the root.
  static final class BatchSink {
    private final ServerStreamListener listener;
    private final CallbackBackpressureStrategy backpressure;

    private BatchSink(ServerStreamListener listener, CallbackBackpressureStrategy backpressure) {
      this.listener = listener;
      this.backpressure = backpressure;
    }

    void start(VectorSchemaRoot root) {
      listener.start(root);
    }

    void send() {
      if (backpressure.waitForListener(0) != WaitResult.READY) {
        throw new ClientGoneException();
      }
      listener.putNext();
    }
  }

  /// The client has left: stop working for it.
  private static final class ClientGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// One query on its way to one client.
  private static final class Sending extends CallbackBackpressureStrategy {
    private final ServerStreamListener listener;
    private final Runnable cancelStart;
    private final Runnable ended;
    private volatile @Nullable ResultStream started;

    Sending(ServerStreamListener listener, Runnable cancelStart, Runnable ended) {
      this.listener = listener;
      this.cancelStart = cancelStart;
      this.ended = ended;
    }

    @Override
    protected void cancelCallback() {
      ResultStream stream = started;
      if (stream == null) {
        cancelStart.run();
      } else {
        stream.cancel();
      }
    }

    void run(Supplier<ResultStream> start) {
      try {
        // Completed only after the query has given everything back: a client that goes on at once
        // finds its place free.
        if (sendAndClose(start)) {
          listener.completed();
        }
      } catch (Throwable failure) {
        fail(failure);
      }
    }

    private boolean sendAndClose(Supplier<ResultStream> start) {
      try (ResultStream stream = start.get()) {
        started = stream;
        return !listener.isCancelled() && sendAll(stream);
      } finally {
        ended.run();
      }
    }

    /// Sends batch after batch, a large one in pieces.
    ///
    /// gRPC copies each batch while it takes it. Arrow's zero copy would be some tenth faster, but
    /// holds buffers until they are on the wire, where batches that DuckDB made live in the memory
    /// of a query that is over by then.
    ///
    /// @return false when the client left before the last
    private boolean sendAll(ResultStream stream) {
      var rows = new SlicedRoot(stream.root());
      listener.start(rows);
      while (stream.next()) {
        if (!rows.send(listener, () -> awaitClient(stream))) {
          return false;
        }
      }
      return true;
    }

    /// Waits until the client takes the next batch, but not beyond the query's end.
    ///
    /// @return false when the client left
    private boolean awaitClient(ResultStream stream) {
      WaitResult result = waitForListener(LOOK_UP_MILLIS);
      while (result == WaitResult.TIMEOUT) {
        stream.throwIfStopped();
        result = waitForListener(LOOK_UP_MILLIS);
      }
      return switch (result) {
        case READY -> true;
        case CANCELLED -> false;
        case TIMEOUT, OTHER ->
            throw new GatewayException(
                ErrorCode.CANCELLED, "the server waits for the client no more");
      };
    }

    private void fail(Throwable failure) {
      if (listener.isCancelled()) {
        // Nobody is left to be told; whatever is a defect is still logged.
        Failures.forUsers(failure);
      } else {
        listener.error(FlightErrors.exception(failure));
      }
    }
  }
}
