package io.tributary.gateway.endpoint.grpc;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.tributary.gateway.endpoint.BatchPieces;
import io.tributary.gateway.endpoint.Failures;
import io.tributary.gateway.query.ResultStream;
import io.tributary.v1.QueryCompleted;
import io.tributary.v1.QueryResponse;
import io.tributary.v1.QueryStarted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.function.Supplier;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.jspecify.annotations.Nullable;

/// One `Query` call: sends batch after batch as fast as the client takes them, and stops the query
/// when the client leaves.
///
/// Made on the call's thread, which may still set handlers; run on another, which may wait.
final class QueryCall implements Runnable {
  /// How often somebody who waits for a slow client looks whether the query is still wanted.
  private static final long LOOK_UP_MILLIS = 250;

  private final ServerCallStreamObserver<QueryResponse> responses;
  private final Supplier<ResultStream> start;
  private final Runnable cancelStart;
  private final Object turn = new Object();
  private volatile @Nullable ResultStream started;

  QueryCall(
      ServerCallStreamObserver<QueryResponse> responses,
      Supplier<ResultStream> start,
      Runnable cancelStart) {
    this.responses = responses;
    this.start = start;
    this.cancelStart = cancelStart;
    responses.setOnReadyHandler(this::wake);
    responses.setOnCancelHandler(this::clientLeft);
  }

  @Override
  public void run() {
    try {
      QueryCompleted completed = sendAndClose();
      if (completed != null) {
        responses.onNext(QueryResponse.newBuilder().setCompleted(completed).build());
        responses.onCompleted();
      }
    } catch (Throwable failure) {
      fail(failure);
    }
  }

  /// @return null when the client left before the end
  private @Nullable QueryCompleted sendAndClose() throws IOException, InterruptedException {
    try (ResultStream stream = start.get()) {
      started = stream;
      if (responses.isCancelled()) {
        return null;
      }
      responses.onNext(QueryResponse.newBuilder().setStarted(startedMessage(stream)).build());
      while (stream.next()) {
        if (!send(stream, stream.root())) {
          return null;
        }
      }
      return QueryCompleted.newBuilder()
          .setRows(stream.statistics().rows())
          .setStatistics(QueryMessages.statistics(stream.statistics()))
          .build();
    }
  }

  /// Sends rows, in several messages where one would be too large.
  ///
  /// @return false when the client left
  private boolean send(ResultStream stream, VectorSchemaRoot rows) throws InterruptedException {
    return BatchPieces.<InterruptedException>forEach(
        rows,
        piece -> {
          if (!awaitReady(stream)) {
            return false;
          }
          responses.onNext(QueryResponse.newBuilder().setArrowBatch(message(piece)).build());
          return true;
        });
  }

  /// Waits until the client takes the next batch, but not beyond the query's end.
  ///
  /// @return false when the client left
  private boolean awaitReady(ResultStream stream) throws InterruptedException {
    synchronized (turn) {
      while (!responses.isReady() && !responses.isCancelled()) {
        stream.throwIfStopped();
        turn.wait(LOOK_UP_MILLIS);
      }
    }
    return !responses.isCancelled();
  }

  private void wake() {
    synchronized (turn) {
      turn.notifyAll();
    }
  }

  private void clientLeft() {
    wake();
    ResultStream stream = started;
    if (stream != null) {
      stream.cancel();
      return;
    }
    // Where it does not run yet, the runner sees that the call is cancelled.
    cancelStart.run();
  }

  private void fail(Throwable failure) {
    if (responses.isCancelled()) {
      // Nobody is left to be told; whatever is a defect is still logged.
      Failures.forUsers(failure);
    } else {
      responses.onError(GrpcErrors.exception(failure));
    }
  }

  private static QueryStarted startedMessage(ResultStream stream) {
    return QueryStarted.newBuilder()
        .setQueryId(stream.id().value())
        .setArrowSchema(ByteString.copyFrom(stream.arrowSchema().serializeAsMessage()))
        .build();
  }

  private static ByteString message(VectorSchemaRoot rows) {
    var bytes = ByteString.newOutput();
    try (ArrowRecordBatch batch = new VectorUnloader(rows).getRecordBatch();
        var channel = new WriteChannel(Channels.newChannel(bytes))) {
      MessageSerializer.serialize(channel, batch);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory takes what is written", impossible);
    }
    return bytes.toByteString();
  }
}
