package io.tributary.gateway.endpoint.flight;

import com.google.protobuf.ByteString;
import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.endpoint.QueryMetrics;
import io.tributary.gateway.endpoint.QueryMetrics.Protocol;
import io.tributary.gateway.endpoint.flight.StatementTickets.Prepared;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.query.QueryRequest;
import io.tributary.gateway.query.QueryService;
import io.tributary.gateway.query.ResultStream;
import io.tributary.gateway.query.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.FlightProducer.CallContext;
import org.apache.arrow.flight.FlightProducer.StreamListener;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.flight.sql.impl.FlightSql;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;

/// Statements that change tables, answered with the number of rows.
final class UpdateFlights {
  /// How often somebody looks whether the client is still there.
  private static final Duration LOOK_UP = Duration.ofMillis(250);

  private final QueryService queries;
  private final StatementTickets tickets;
  private final QueryMetrics metrics;
  private final BufferAllocator allocator;

  UpdateFlights(
      QueryService queries,
      StatementTickets tickets,
      QueryMetrics metrics,
      BufferAllocator allocator) {
    this.queries = queries;
    this.tickets = tickets;
    this.metrics = metrics;
    this.allocator = allocator;
  }

  void run(
      Statement.Sql statement,
      SessionSettings settings,
      CallContext context,
      StreamListener<PutResult> acknowledge) {
    QueryRequest request = StatementTickets.request(QueryId.random(), statement, settings);
    answer(rows(request, context), acknowledge);
  }

  void runPrepared(
      ByteString handle,
      FlightStream stream,
      CallContext context,
      StreamListener<PutResult> acknowledge) {
    Prepared prepared = tickets.openHandle(handle);
    answer(rows(prepared.request(), context), acknowledge);
  }

  /// Runs a statement to its end.
  private long rows(QueryRequest request, CallContext context) {
    CountDownLatch ended = new CountDownLatch(1);
    Caller caller = Caller.current();
    Thread.ofVirtual()
        .name("flight-update-watch")
        .start(() -> caller.run(() -> cancelWithClient(request.id(), context, ended)));
    try (ResultStream result = metrics.start(Protocol.FLIGHT, () -> queries.startChange(request))) {
      long rows = 0;
      while (result.next()) {
        rows += ((BigIntVector) result.root().getVector(0)).get(0);
      }
      return rows;
    } finally {
      ended.countDown();
    }
  }

  private void cancelWithClient(QueryId id, CallContext context, CountDownLatch ended) {
    try {
      while (!ended.await(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS)) {
        if (context.isCancelled()) {
          cancelIfRunning(id);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void cancelIfRunning(QueryId id) {
    try {
      queries.cancel(id);
    } catch (GatewayException failure) {
      if (failure.code() != ErrorCode.QUERY_NOT_FOUND) {
        throw failure;
      }
    }
  }

  private void answer(long rows, StreamListener<PutResult> acknowledge) {
    byte[] answer =
        FlightSql.DoPutUpdateResult.newBuilder().setRecordCount(rows).build().toByteArray();
    try (ArrowBuf metadata = allocator.buffer(answer.length)) {
      metadata.writeBytes(answer);
      acknowledge.onNext(PutResult.metadata(metadata));
    }
    acknowledge.onCompleted();
  }
}
