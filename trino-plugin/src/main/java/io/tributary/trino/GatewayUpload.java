package io.tributary.trino;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tributary.v1.ChangeResult;
import io.trino.spi.TrinoException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightClient.ClientStreamListener;
import org.apache.arrow.flight.FlightClient.PutListener;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.PutResult;

/// A change on its way to the gateway, with its rows.
final class GatewayUpload {

  private final ClientStreamListener stream;
  private final Answer answer;
  private final GatewayErrors errors;

  GatewayUpload(ClientStreamListener stream, Answer answer, GatewayErrors errors) {
    this.stream = stream;
    this.answer = answer;
    this.errors = errors;
  }

  /// Sends the rows that the stream's vectors hold, once the gateway has taken those before.
  ///
  /// @throws TrinoException if the gateway has given up
  void send() {
    // gRPC tells of readiness but those who asked before the call began, which Flight does not.
    while (!stream.isReady() && !answer.result.isDone()) {
      LockSupport.parkNanos(this, MILLISECONDS.toNanos(1));
      if (Thread.interrupted()) {
        throw interrupted();
      }
    }
    if (answer.result.isCompletedExceptionally()) {
      rows();
    }
    stream.putNext();
  }

  /// Says that these were all rows, and waits for the change to be made.
  ///
  /// @return how many rows it was about
  /// @throws TrinoException if it was not made; where Trino interrupts the wait, it is cancelled
  long finish() {
    stream.completed();
    return rows();
  }

  private long rows() {
    try {
      return answer.result.get();
    } catch (InterruptedException _) {
      cancel();
      throw interrupted();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FlightRuntimeException error) {
        throw errors.translate(error);
      }
      throw new CompletionException(e.getCause());
    }
  }

  /// Trino interrupts whoever works for a statement that has ended.
  private TrinoException interrupted() {
    Thread.currentThread().interrupt();
    return errors.translate(CallStatus.CANCELLED.toRuntimeException());
  }

  /// Leaves nothing of the change.
  void cancel() {
    stream.error(CallStatus.CANCELLED.withDescription("Trino wants no more").toRuntimeException());
  }

  /// What the gateway says to it.
  static final class Answer implements PutListener {
    private final CompletableFuture<Long> result = new CompletableFuture<>();
    private volatile long rows;

    @Override
    public void onNext(PutResult message) {
      try {
        rows = ChangeResult.parseFrom(message.getApplicationMetadata().nioBuffer()).getRows();
      } catch (InvalidProtocolBufferException e) {
        result.completeExceptionally(e);
      }
    }

    @Override
    public void onError(Throwable failure) {
      result.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      result.complete(rows);
    }

    @Override
    public void getResult() {
      result.join();
    }
  }
}
