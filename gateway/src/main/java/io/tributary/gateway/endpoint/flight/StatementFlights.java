package io.tributary.gateway.endpoint.flight;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.endpoint.CacheHeaders;
import io.tributary.gateway.endpoint.QueryMetrics;
import io.tributary.gateway.endpoint.QueryMetrics.Protocol;
import io.tributary.gateway.endpoint.flight.StatementTickets.Prepared;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.HeldParts;
import io.tributary.gateway.query.HeldQueries;
import io.tributary.gateway.query.PreparedQuery;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.query.QueryRequest;
import io.tributary.gateway.query.QueryService;
import io.tributary.gateway.query.ResultStream;
import io.tributary.gateway.query.Statement;
import io.tributary.v1.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.flight.FlightProducer.StreamListener;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.flight.SchemaResult;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.sql.impl.FlightSql;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/// Statements as flights: planned when asked about, run when their ticket is redeemed. What several
/// clients can read together is held as it is when asked about, and has an endpoint for each part.
final class StatementFlights {
  private final QueryService queries;
  private final StatementTickets tickets;
  private final StreamSender sender;
  private final QueryMetrics metrics;
  private final BufferAllocator allocator;
  private final FlightRuns runs = new FlightRuns();

  StatementFlights(
      QueryService queries,
      StatementTickets tickets,
      StreamSender sender,
      QueryMetrics metrics,
      BufferAllocator allocator) {
    this.queries = queries;
    this.tickets = tickets;
    this.sender = sender;
    this.metrics = metrics;
    this.allocator = allocator;
  }

  /// @param abandoned whether the client has left, which then never hears of what is held for it
  FlightInfo info(
      Statement statement,
      SessionSettings settings,
      FlightDescriptor descriptor,
      BooleanSupplier abandoned) {
    QueryRequest request = StatementTickets.request(QueryId.random(), statement, settings);
    return info(request, queries.prepare(request).result(), descriptor, abandoned);
  }

  SchemaResult schema(Statement statement, SessionSettings settings) {
    QueryRequest request = StatementTickets.request(QueryId.random(), statement, settings);
    return new SchemaResult(queries.prepare(request).result());
  }

  void stream(ByteString ticket, ServerStreamListener listener) {
    StatementTickets.Stream stream = tickets.openStream(ticket);
    if (stream.part() == StatementTickets.Stream.WHOLE) {
      stream(stream.request(), listener);
    } else {
      streamPart(stream.request().id(), stream.part(), listener);
    }
  }

  /// The answer to "create prepared statement".
  Message prepare(String sql, SessionSettings settings) {
    var statement = new Statement.Sql(sql, List.of());
    PreparedQuery query =
        queries.prepare(StatementTickets.request(QueryId.random(), statement, settings));
    return FlightSql.ActionCreatePreparedStatementResult.newBuilder()
        .setPreparedStatementHandle(tickets.handle(new Prepared(statement, settings)))
        .setDatasetSchema(ByteString.copyFrom(datasetSchema(query).serializeAsMessage()))
        .setParameterSchema(
            ByteString.copyFrom(
                ParameterSchema.forClients(query.parameters()).serializeAsMessage()))
        .build();
  }

  /// What gives no columns is run as an update by clients.
  private static Schema datasetSchema(PreparedQuery query) {
    return query.changes() ? new Schema(List.of()) : query.result();
  }

  /// Answers with a new handle that holds the parameters' values; the old one stays as it was.
  void bind(ByteString handle, FlightStream stream, StreamListener<PutResult> acknowledge) {
    List<Value> parameters = ParameterReader.readOneRow(stream);
    ByteString bound = tickets.handle(tickets.openHandle(handle).bind(parameters));
    byte[] answer =
        FlightSql.DoPutPreparedStatementResult.newBuilder()
            .setPreparedStatementHandle(bound)
            .build()
            .toByteArray();
    try (ArrowBuf metadata = allocator.buffer(answer.length)) {
      metadata.writeBytes(answer);
      acknowledge.onNext(PutResult.metadata(metadata));
    }
    acknowledge.onCompleted();
  }

  /// @param abandoned as for [#info]
  FlightInfo preparedInfo(
      ByteString handle, FlightDescriptor descriptor, BooleanSupplier abandoned) {
    QueryRequest request = tickets.openHandle(handle).request();
    return info(request, queries.prepare(request).result(), descriptor, abandoned);
  }

  SchemaResult preparedSchema(ByteString handle) {
    return new SchemaResult(queries.prepare(tickets.openHandle(handle).request()).result());
  }

  void streamPrepared(ByteString handle, ServerStreamListener listener) {
    stream(tickets.openHandle(handle).request(), listener);
  }

  /// Tells all queries of a flight to stop.
  ///
  /// @return false where none is running
  boolean cancel(FlightInfo info) {
    boolean told = false;
    for (FlightEndpoint endpoint : info.getEndpoints()) {
      QueryId flight = begunWith(endpoint).request().id();
      told |= queries.cancelIfRunning(flight);
      for (QueryId run : runs.of(flight)) {
        told |= queries.cancelIfRunning(run);
      }
    }
    return told;
  }

  /// Has the query of an endpoint wait for its readers again, with all of its parts.
  ///
  /// @return the endpoint with its new expiration and a ticket that is as new
  FlightEndpoint renew(FlightEndpoint endpoint) {
    StatementTickets.Stream stream = begunWith(endpoint);
    if (stream.part() == StatementTickets.Stream.WHOLE) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT,
          "this endpoint has no expiration to renew: nothing is held for it, and its statement is"
              + " run when its ticket is redeemed");
    }
    Duration patience = queries.held().renew(stream.request().id());
    return new FlightEndpoint(ticket(stream.request(), stream.part()), tickets.after(patience));
  }

  private void stream(QueryRequest request, ServerStreamListener listener) {
    FlightSession session = FlightSession.current();
    QueryId run = runs.begin(request.id());
    sender.send(
        listener,
        () -> {
          ResultStream rows =
              metrics.start(
                  Protocol.FLIGHT, () -> queries.start(request.withId(run), listener::isCancelled));
          session.answer(CacheHeaders.of(rows.statistics().cache()));
          return rows;
        },
        () -> queries.cancelIfRunning(run),
        () -> runs.end(request.id(), run));
  }

  private void streamPart(QueryId id, int part, ServerStreamListener listener) {
    HeldQueries held = queries.held();
    var reader = new Object();
    sender.send(
        listener,
        () -> held.start(id, part, reader, listener::isCancelled),
        () -> held.cancel(id, part, reader),
        () -> {});
  }

  private FlightInfo info(
      QueryRequest request, Schema result, FlightDescriptor descriptor, BooleanSupplier abandoned) {
    Optional<HeldParts> held =
        FlightSession.current().takesParts()
            ? queries
                .held()
                .hold(request, ending -> metrics.parts(Protocol.FLIGHT, "native", ending))
            : Optional.empty();
    if (held.isPresent() && abandoned.getAsBoolean()) {
      queries.cancelIfRunning(request.id());
    }
    List<FlightEndpoint> endpoints =
        held.map(parts -> endpoints(request, parts))
            .orElseGet(
                () -> List.of(new FlightEndpoint(ticket(request, StatementTickets.Stream.WHOLE))));
    return FlightInfo.builder(result, descriptor, endpoints).build();
  }

  private List<FlightEndpoint> endpoints(QueryRequest request, HeldParts parts) {
    Instant expiry = tickets.after(parts.patience());
    return IntStream.rangeClosed(1, parts.count())
        .mapToObj(part -> new FlightEndpoint(ticket(request, part), expiry))
        .toList();
  }

  private Ticket ticket(QueryRequest request, int part) {
    var ticket =
        FlightSql.TicketStatementQuery.newBuilder()
            .setStatementHandle(tickets.stream(new StatementTickets.Stream(request, part)))
            .build();
    return new Ticket(Any.pack(ticket).toByteArray());
  }

  private StatementTickets.Stream begunWith(FlightEndpoint endpoint) {
    try {
      return tickets.openEvenExpired(
          Any.parseFrom(endpoint.getTicket().getBytes())
              .unpack(FlightSql.TicketStatementQuery.class)
              .getStatementHandle());
    } catch (InvalidProtocolBufferException _) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT, "only flights of statements can be cancelled or renewed");
    }
  }
}
