package io.tributary.gateway.endpoint.flight;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.Statement;
import io.tributary.v1.Change;
import io.tributary.v1.Relation;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.flight.CloseSessionRequest;
import org.apache.arrow.flight.CloseSessionResult;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.GetSessionOptionsRequest;
import org.apache.arrow.flight.GetSessionOptionsResult;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.flight.RenewFlightEndpointRequest;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.SchemaResult;
import org.apache.arrow.flight.SetSessionOptionsRequest;
import org.apache.arrow.flight.SetSessionOptionsResult;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.sql.BasicFlightSqlProducer;
import org.apache.arrow.flight.sql.CancelResult;
import org.apache.arrow.flight.sql.impl.FlightSql;
import org.apache.arrow.vector.types.pojo.Schema;

/// Translates Flight calls, one method a call: queries to [StatementFlights], changes to
/// [UpdateFlights], the catalog to [CatalogStreams] and [KeyStreams], what the server says of
/// itself to [ServerInfo].
///
/// Every failure leaves through one of the entry points at the top, where it becomes a status.
final class QueryProducer extends BasicFlightSqlProducer {
  private final StatementFlights statements;
  private final UpdateFlights updates;
  private final SessionOptions sessions;
  private final CatalogStreams catalog;
  private final KeyStreams keys;
  private final ServerInfo info;
  private final TypeStreams types;
  private final StreamSender sender;

  QueryProducer(
      StatementFlights statements,
      UpdateFlights updates,
      SessionOptions sessions,
      CatalogStreams catalog,
      KeyStreams keys,
      ServerInfo info,
      TypeStreams types,
      StreamSender sender) {
    this.statements = statements;
    this.updates = updates;
    this.sessions = sessions;
    this.catalog = catalog;
    this.keys = keys;
    this.info = info;
    this.types = types;
    this.sender = sender;
  }

  // Entry points

  @Override
  public FlightInfo getFlightInfo(CallContext context, FlightDescriptor descriptor) {
    return translated(() -> {
      Optional<Relation> relation = command(descriptor, Relation.class);
      return relation.isPresent()
          ? statements.info(
              new Statement.Structured(relation.get()),
              SessionSettings.NONE,
              descriptor,
              context::isCancelled)
          : super.getFlightInfo(context, descriptor);
    });
  }

  @Override
  public SchemaResult getSchema(CallContext context, FlightDescriptor descriptor) {
    return translated(() -> {
      Optional<Relation> relation = command(descriptor, Relation.class);
      return relation.isPresent()
          ? statements.schema(new Statement.Structured(relation.get()), SessionSettings.NONE)
          : super.getSchema(context, descriptor);
    });
  }

  @Override
  public void getStream(CallContext context, Ticket ticket, ServerStreamListener listener) {
    run(() -> {
      requireTicket(ticket);
      super.getStream(context, ticket, listener);
    });
  }

  @Override
  public Runnable acceptPut(
      CallContext context, FlightStream stream, StreamListener<PutResult> acknowledge) {
    Runnable put =
        translated(() -> {
          Optional<Change> change = command(stream.getDescriptor(), Change.class);
          return change.isPresent()
              ? () -> updates.run(change.get(), stream, context, acknowledge)
              : super.acceptPut(context, stream, acknowledge);
        });
    return () -> run(put);
  }

  @Override
  public void doAction(CallContext context, Action action, StreamListener<Result> listener) {
    run(() -> super.doAction(context, action, listener));
  }

  // Statements

  @Override
  public FlightInfo getFlightInfoStatement(
      FlightSql.CommandStatementQuery command, CallContext context, FlightDescriptor descriptor) {
    Transactions.refuse(command.hasTransactionId());
    return statements.info(
        sql(command.getQuery()), sessions.current(), descriptor, context::isCancelled);
  }

  @Override
  public SchemaResult getSchemaStatement(
      FlightSql.CommandStatementQuery command, CallContext context, FlightDescriptor descriptor) {
    Transactions.refuse(command.hasTransactionId());
    return statements.schema(sql(command.getQuery()), sessions.current());
  }

  @Override
  public void getStreamStatement(
      FlightSql.TicketStatementQuery ticket, CallContext context, ServerStreamListener listener) {
    statements.stream(ticket.getStatementHandle(), listener);
  }

  @Override
  public void createPreparedStatement(
      FlightSql.ActionCreatePreparedStatementRequest request,
      CallContext context,
      StreamListener<Result> listener) {
    Transactions.refuse(request.hasTransactionId());
    Message prepared = statements.prepare(request.getQuery(), sessions.current());
    listener.onNext(new Result(Any.pack(prepared).toByteArray()));
    listener.onCompleted();
  }

  @Override
  public Runnable acceptPutPreparedStatementQuery(
      FlightSql.CommandPreparedStatementQuery command,
      CallContext context,
      FlightStream stream,
      StreamListener<PutResult> acknowledge) {
    return () -> statements.bind(command.getPreparedStatementHandle(), stream, acknowledge);
  }

  @Override
  public FlightInfo getFlightInfoPreparedStatement(
      FlightSql.CommandPreparedStatementQuery command,
      CallContext context,
      FlightDescriptor descriptor) {
    return statements.preparedInfo(
        command.getPreparedStatementHandle(), descriptor, context::isCancelled);
  }

  @Override
  public SchemaResult getSchemaPreparedStatement(
      FlightSql.CommandPreparedStatementQuery command,
      CallContext context,
      FlightDescriptor descriptor) {
    return statements.preparedSchema(command.getPreparedStatementHandle());
  }

  @Override
  public void getStreamPreparedStatement(
      FlightSql.CommandPreparedStatementQuery command,
      CallContext context,
      ServerStreamListener listener) {
    statements.streamPrepared(command.getPreparedStatementHandle(), listener);
  }

  /// Handles hold all there is, so closing one leaves nothing to be given back.
  @Override
  public void closePreparedStatement(
      FlightSql.ActionClosePreparedStatementRequest request,
      CallContext context,
      StreamListener<Result> listener) {
    listener.onCompleted();
  }

  @Override
  public Runnable acceptPutStatement(
      FlightSql.CommandStatementUpdate command,
      CallContext context,
      FlightStream stream,
      StreamListener<PutResult> acknowledge) {
    Transactions.refuse(command.hasTransactionId());
    return () -> updates.run(sql(command.getQuery()), sessions.current(), context, acknowledge);
  }

  @Override
  public Runnable acceptPutPreparedStatementUpdate(
      FlightSql.CommandPreparedStatementUpdate command,
      CallContext context,
      FlightStream stream,
      StreamListener<PutResult> acknowledge) {
    return () ->
        updates.runPrepared(command.getPreparedStatementHandle(), stream, context, acknowledge);
  }

  @Override
  public Runnable acceptPutStatementBulkIngest(
      FlightSql.CommandStatementIngest command,
      CallContext context,
      FlightStream stream,
      StreamListener<PutResult> acknowledge) {
    return () -> updates.ingest(command, sessions.current(), stream, context, acknowledge);
  }

  @Override
  public void beginTransaction(
      FlightSql.ActionBeginTransactionRequest request,
      CallContext context,
      StreamListener<FlightSql.ActionBeginTransactionResult> listener) {
    throw Transactions.refused();
  }

  @Override
  public void beginSavepoint(
      FlightSql.ActionBeginSavepointRequest request,
      CallContext context,
      StreamListener<FlightSql.ActionBeginSavepointResult> listener) {
    throw Transactions.refused();
  }

  @Override
  public void endTransaction(
      FlightSql.ActionEndTransactionRequest request,
      CallContext context,
      StreamListener<Result> listener) {
    throw Transactions.refused();
  }

  @Override
  public void endSavepoint(
      FlightSql.ActionEndSavepointRequest request,
      CallContext context,
      StreamListener<Result> listener) {
    throw Transactions.refused();
  }

  @Override
  public void cancelFlightInfo(
      CancelFlightInfoRequest request, CallContext context, StreamListener<CancelStatus> listener) {
    boolean told = statements.cancel(request.getInfo());
    listener.onNext(told ? CancelStatus.CANCELLING : CancelStatus.NOT_CANCELLABLE);
    listener.onCompleted();
  }

  @Override
  public void renewFlightEndpoint(
      RenewFlightEndpointRequest request,
      CallContext context,
      StreamListener<FlightEndpoint> listener) {
    listener.onNext(statements.renew(request.getFlightEndpoint()));
    listener.onCompleted();
  }

  @Override
  @SuppressWarnings("deprecation") // clients of Flight SQL before 13 know no other
  public void cancelQuery(
      FlightInfo info, CallContext context, StreamListener<CancelResult> listener) {
    boolean told = statements.cancel(info);
    listener.onNext(told ? CancelResult.CANCELLING : CancelResult.NOT_CANCELLABLE);
    listener.onCompleted();
  }

  // Sessions

  @Override
  public void setSessionOptions(
      SetSessionOptionsRequest request,
      CallContext context,
      StreamListener<SetSessionOptionsResult> listener) {
    listener.onNext(sessions.set(request));
    listener.onCompleted();
  }

  @Override
  public void getSessionOptions(
      GetSessionOptionsRequest request,
      CallContext context,
      StreamListener<GetSessionOptionsResult> listener) {
    listener.onNext(sessions.get());
    listener.onCompleted();
  }

  @Override
  public void closeSession(
      CloseSessionRequest request,
      CallContext context,
      StreamListener<CloseSessionResult> listener) {
    listener.onNext(sessions.close());
    listener.onCompleted();
  }

  // What there is

  @Override
  public void getStreamCatalogs(CallContext context, ServerStreamListener listener) {
    sender.send(listener, catalog::sources);
  }

  @Override
  public void getStreamSchemas(
      FlightSql.CommandGetDbSchemas command, CallContext context, ServerStreamListener listener) {
    sender.send(listener, sink -> catalog.schemas(command, sink));
  }

  @Override
  public void getStreamTables(
      FlightSql.CommandGetTables command, CallContext context, ServerStreamListener listener) {
    sender.send(listener, sink -> catalog.tables(command, sink));
  }

  @Override
  public void getStreamTableTypes(CallContext context, ServerStreamListener listener) {
    sender.send(listener, catalog::tableTypes);
  }

  @Override
  public void getStreamPrimaryKeys(
      FlightSql.CommandGetPrimaryKeys command, CallContext context, ServerStreamListener listener) {
    sender.send(listener, sink -> keys.primary(command, sink));
  }

  @Override
  public void getStreamImportedKeys(
      FlightSql.CommandGetImportedKeys command,
      CallContext context,
      ServerStreamListener listener) {
    sender.send(listener, sink -> keys.imported(command, sink));
  }

  @Override
  public void getStreamExportedKeys(
      FlightSql.CommandGetExportedKeys command,
      CallContext context,
      ServerStreamListener listener) {
    sender.send(listener, sink -> keys.exported(command, sink));
  }

  @Override
  public void getStreamCrossReference(
      FlightSql.CommandGetCrossReference command,
      CallContext context,
      ServerStreamListener listener) {
    sender.send(listener, sink -> keys.crossReference(command, sink));
  }

  @Override
  public void getStreamSqlInfo(
      FlightSql.CommandGetSqlInfo command, CallContext context, ServerStreamListener listener) {
    info.send(command.getInfoList(), listener);
  }

  @Override
  public void getStreamTypeInfo(
      FlightSql.CommandGetXdbcTypeInfo command,
      CallContext context,
      ServerStreamListener listener) {
    sender.send(listener, sink -> types.types(command, sink));
  }

  /// The command itself is the ticket: what the catalog says is for whoever asks.
  @Override
  protected <T extends Message> List<FlightEndpoint> determineEndpoints(
      T request, FlightDescriptor descriptor, Schema schema) {
    return List.of(new FlightEndpoint(new Ticket(Any.pack(request).toByteArray())));
  }

  private static Statement.Sql sql(String text) {
    return new Statement.Sql(text, List.of());
  }

  /// A command of our own; empty for one of Flight SQL.
  private static <T extends Message> Optional<T> command(
      FlightDescriptor descriptor, Class<T> type) {
    try {
      Any command = Any.parseFrom(commandOf(descriptor));
      return command.is(type) ? Optional.of(command.unpack(type)) : Optional.empty();
    } catch (InvalidProtocolBufferException _) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT,
          "a flight descriptor's command is a google.protobuf.Any holding a Flight SQL command, a"
              + " tributary.v1.Relation, or a tributary.v1.Change to put");
    }
  }

  private static void requireTicket(Ticket ticket) {
    try {
      Any _ = Any.parseFrom(ticket.getBytes());
    } catch (InvalidProtocolBufferException _) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT,
          "this is no ticket of this gateway: send that of a flight's endpoint as it is");
    }
  }

  private static ByteString commandOf(FlightDescriptor descriptor) {
    if (!descriptor.isCommand()) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT,
          "flights are asked for by a command, not by a path: use Flight SQL");
    }
    return ByteString.copyFrom(descriptor.getCommand());
  }

  private static <T> T translated(Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException failure) {
      throw FlightErrors.exception(failure);
    }
  }

  private static void run(Runnable call) {
    translated(() -> {
      call.run();
      return true;
    });
  }
}
