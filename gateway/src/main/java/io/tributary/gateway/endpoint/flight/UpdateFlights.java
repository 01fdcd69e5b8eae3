package io.tributary.gateway.endpoint.flight;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.tributary.connector.Caller;
import io.tributary.gateway.endpoint.QueryMetrics;
import io.tributary.gateway.endpoint.QueryMetrics.Protocol;
import io.tributary.gateway.endpoint.flight.StatementTickets.Prepared;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.IngestRequest;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.query.QueryRequest;
import io.tributary.gateway.query.QueryService;
import io.tributary.gateway.query.ResultStream;
import io.tributary.gateway.query.Statement;
import io.tributary.v1.Change;
import io.tributary.v1.ChangeResult;
import io.tributary.v1.SqlQuery;
import io.tributary.v1.Value;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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

  /// More than a number and its tag take.
  private static final long MOST_BYTES_OF_ANSWER = 64;

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
    answer(() -> rows(request, context), acknowledge);
  }

  /// Runs a prepared statement for all rows of parameters: an `INSERT` of one row of parameters at
  /// once, an `UPDATE` or a `DELETE` once for each, all of them or none, others once for each.
  void runPrepared(
      ByteString handle,
      FlightStream stream,
      CallContext context,
      StreamListener<PutResult> acknowledge) {
    Prepared prepared = tickets.openHandle(handle);
    answer(() -> rows(prepared, stream, context), acknowledge);
  }

  private long rows(Prepared prepared, FlightStream stream, CallContext context) {
    QueryRequest all = prepared.request();
    if (queries.insertsParameters(all)) {
      try (var rows = new SentRows(stream)) {
        return rows(all.id(), context, () -> queries.startInsert(all, rows));
      }
    }
    List<List<Value>> parameters = queries.received(all, () -> ParameterReader.readRows(stream));
    if (parameters.size() > 1 && queries.changesRows(all)) {
      List<QueryRequest> each =
          parameters.stream().map(row -> prepared.bind(row).request()).toList();
      return rows(each.getFirst().id(), context, () -> queries.startChanges(each));
    }
    long rows = 0;
    for (int i = 0; i < parameters.size(); i++) {
      try {
        rows += rows(prepared.bind(parameters.get(i)).request(), context);
      } catch (GatewayException e) {
        throw i == 0
            ? e
            : new GatewayException(
                e.code(),
                "row %d of %d failed, and those before it are done: %s"
                    .formatted(i + 1, parameters.size(), e.getMessage()),
                e);
      }
    }
    return rows;
  }

  /// Writes the rows that a client sends.
  void ingest(
      FlightSql.CommandStatementIngest command,
      SessionSettings settings,
      FlightStream stream,
      CallContext context,
      StreamListener<PutResult> acknowledge) {
    IngestRequest request = IngestCommands.request(command, settings.defaults());
    try (var rows = new SentRows(stream)) {
      answer(
          () -> rows(request.id(), context, () -> queries.startIngest(request, rows)), acknowledge);
    }
  }

  /// Makes a change that an engine with a plan of its own wants.
  void run(
      Change change,
      FlightStream stream,
      CallContext context,
      StreamListener<PutResult> acknowledge) {
    answer(
        () -> rows(change, stream, context),
        rows -> ChangeResult.newBuilder().setRows(rows).build(),
        acknowledge);
  }

  private long rows(Change change, FlightStream stream, CallContext context) {
    QueryId id = QueryId.random();
    SqlQuery sql = change.getStatement();
    return switch (change.getKindCase()) {
      case APPEND -> {
        try (var sent = new SentRows(stream)) {
          yield rows(id, context, () -> queries.startAppend(id, change.getTable(), sent));
        }
      }
      case STATEMENT ->
          rows(
              StatementTickets.request(
                  id,
                  new Statement.Sql(sql.getSql(), List.of()),
                  SessionSettings.NONE
                      .withSource(Optional.of(sql.getSource()).filter(_ -> sql.hasSource()))
                      .withSchema(Optional.of(sql.getSchema()).filter(_ -> sql.hasSchema()))),
              context);
      default ->
          rows(
              StatementTickets.request(
                  id, new Statement.StructuredChange(change), SessionSettings.NONE),
              context);
    };
  }

  private long rows(QueryRequest request, CallContext context) {
    return rows(request.id(), context, () -> queries.startChange(request));
  }

  /// Runs a change to its end.
  private long rows(QueryId id, CallContext context, Supplier<ResultStream> change) {
    CountDownLatch ended = new CountDownLatch(1);
    Caller caller = Caller.current();
    Thread.ofVirtual()
        .name("flight-update-watch")
        .start(() -> caller.run(() -> cancelWithClient(id, context, ended)));
    try (ResultStream result = metrics.start(Protocol.FLIGHT, change)) {
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
          queries.cancelIfRunning(id);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(LongSupplier change, StreamListener<PutResult> acknowledge) {
    answer(
        change,
        rows -> FlightSql.DoPutUpdateResult.newBuilder().setRecordCount(rows).build(),
        acknowledge);
  }

  /// Makes a change and tells its rows, in memory that is there before: what is done must not look
  /// as if it were not.
  private void answer(
      LongSupplier change, LongFunction<Message> result, StreamListener<PutResult> acknowledge) {
    try (ArrowBuf metadata = allocator.buffer(MOST_BYTES_OF_ANSWER)) {
      metadata.writeBytes(result.apply(change.getAsLong()).toByteArray());
      acknowledge.onNext(PutResult.metadata(metadata));
    }
    acknowledge.onCompleted();
  }
}
