package io.tributary.trino;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.tributary.v1.AppendRows;
import io.tributary.v1.BatchGetColumnsRequest;
import io.tributary.v1.CatalogServiceGrpc;
import io.tributary.v1.CatalogServiceGrpc.CatalogServiceBlockingStub;
import io.tributary.v1.Change;
import io.tributary.v1.GetTableRequest;
import io.tributary.v1.ListSchemasRequest;
import io.tributary.v1.ListSourcesRequest;
import io.tributary.v1.ListTablesRequest;
import io.tributary.v1.ListTablesResponse;
import io.tributary.v1.Relation;
import io.tributary.v1.SourceSummary;
import io.tributary.v1.Table;
import io.tributary.v1.TableRef;
import io.tributary.v1.TableSummary;
import io.trino.spi.TrinoException;
import io.trino.spi.connector.ConnectorSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.CallOptions;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.FlightCallHeaders;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightGrpcUtils;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.HeaderCallOption;
import org.apache.arrow.flight.RenewFlightEndpointRequest;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/// The gateway: its catalog API and Arrow Flight, both over one channel. Errors are Trino's.
final class GatewayClient implements AutoCloseable {

  private static final Metadata.Key<String> ORGANIZATION_HEADER =
      Metadata.Key.of("x-org-id", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> AUTHORIZATION_HEADER =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final String USER_HEADER = "x-user-id";
  private static final String VIA_HEADER = "x-tributary-via";

  /// With it begins the trace token of what a gateway asks of Trino. The rest tells through which
  /// engines the request has come.
  private static final String VIA_TOKEN = "tributary-via:";

  private static final String PARTS_HEADER = "x-tributary-parts";

  private final BufferAllocator allocator;
  private final FlightClient flight;
  private final CatalogServiceBlockingStub catalog;
  private final TributaryConfig config;
  private final GatewayErrors errors;

  /// In whose name it asks, where not in the catalog's own.
  private final Optional<String> user;

  /// Engines through which the request came to Trino, Trino included, as the header has them.
  private final Optional<String> via;

  private GatewayClient(
      BufferAllocator allocator,
      FlightClient flight,
      CatalogServiceBlockingStub catalog,
      TributaryConfig config,
      Optional<String> user,
      Optional<String> via) {
    this.allocator = allocator;
    this.flight = flight;
    this.catalog = catalog;
    this.config = config;
    this.errors = new GatewayErrors(config.uri());
    this.user = user;
    this.via = via;
  }

  /// Makes a client. The connection is made by the first call, so that Trino starts without the
  /// gateway.
  static GatewayClient connect(TributaryConfig config) {
    NettyChannelBuilder channel =
        NettyChannelBuilder.forAddress(config.uri().getHost(), config.uri().getPort())
            .maxInboundMessageSize(Integer.MAX_VALUE)
            // A gateway whose machine is gone sends nothing, not even an end of the stream. Servers
            // take pings more often than this for an attack.
            .keepAliveTime(5, MINUTES)
            .keepAliveTimeout(20, SECONDS)
            .intercept(MetadataUtils.newAttachHeadersInterceptor(headers(config)));
    if (config.usesTls()) {
      channel.sslContext(config.tls().context());
    } else {
      channel.usePlaintext();
    }
    ManagedChannel connection = channel.build();
    BufferAllocator allocator = new RootAllocator();
    return new GatewayClient(
        allocator,
        FlightGrpcUtils.createFlightClient(allocator, connection),
        CatalogServiceGrpc.newBlockingStub(connection),
        config,
        Optional.empty(),
        Optional.empty());
  }

  /// The same gateway, asked in the name of the session's user where the catalog says so; over the
  /// same connection, which stays this client's to close.
  GatewayClient as(ConnectorSession session) {
    return as(session.getUser()).via(session.getTraceToken());
  }

  /// @param reader user of Trino
  GatewayClient as(String reader) {
    return config.forwardsUser()
        ? new GatewayClient(
            allocator, flight, catalog, config, Optional.of(headerValue(reader)), via)
        : this;
  }

  /// The same gateway, told by which way a query came, where a gateway asks it.
  ///
  /// @param traceToken of the query's session
  GatewayClient via(Optional<String> traceToken) {
    return traceToken
        .filter(token -> token.startsWith(VIA_TOKEN))
        .map(token -> via(token.substring(VIA_TOKEN.length())))
        .orElse(this);
  }

  private GatewayClient via(String engines) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of(VIA_HEADER, Metadata.ASCII_STRING_MARSHALLER), engines);
    return new GatewayClient(
        allocator,
        flight,
        catalog.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers)),
        config,
        user,
        Optional.of(engines));
  }

  /// Whether a gateway asks Trino what it asks the gateway.
  boolean isAskedByGateway() {
    return via.isPresent();
  }

  private static String headerValue(String user) {
    if (!user.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new TrinoException(
          TributaryErrorCode.TRIBUTARY_REQUEST_INVALID,
          "The user name '%s' cannot be told to the gateway: it may have ASCII letters, digits and signs only"
              .formatted(user));
    }
    return user;
  }

  /// The sources, failed ones included.
  List<SourceSummary> listSources() {
    return call(stub -> stub.listSources(ListSourcesRequest.getDefaultInstance()).getSourcesList());
  }

  /// The schemas of a source, as it spells them.
  List<String> listSchemas(String source) {
    ListSchemasRequest request = ListSchemasRequest.newBuilder().setSource(source).build();
    return call(stub -> stub.listSchemas(request).getSchemasList());
  }

  /// The tables and views of a schema, as the source spells them.
  List<TableSummary> listTables(String source, String schema) {
    List<TableSummary> tables = new ArrayList<>();
    String pageToken = "";
    do {
      ListTablesRequest request =
          ListTablesRequest.newBuilder()
              .setSource(source)
              .setSchema(schema)
              .setPageToken(pageToken)
              .build();
      ListTablesResponse page = call(stub -> stub.listTables(request));
      tables.addAll(page.getTablesList());
      pageToken = page.getNextPageToken();
    } while (!pageToken.isEmpty());
    return tables;
  }

  /// A table, whatever the case of its name; empty when there is none.
  Optional<Table> getTable(String source, String schema, String table) {
    GetTableRequest request =
        GetTableRequest.newBuilder().setSource(source).setSchema(schema).setTable(table).build();
    try {
      return Optional.of(deadlined().getTable(request).getTable());
    } catch (StatusRuntimeException error) {
      if (GatewayErrors.isNotFound(error)) {
        return Optional.empty();
      }
      throw errors.translate(error);
    }
  }

  /// The columns of tables of one schema, without those that do not exist any more.
  ///
  /// @param tables as the source spells them; so many that the answer is no burden
  List<Table> getColumns(String source, String schema, List<String> tables) {
    BatchGetColumnsRequest request =
        BatchGetColumnsRequest.newBuilder()
            .setSource(source)
            .setSchema(schema)
            .addAllTables(tables)
            .build();
    return call(stub -> stub.batchGetColumns(request).getTablesList());
  }

  /// Plans a read.
  ///
  /// @param inParts whether there may be several
  /// @return parts of it; those that expire are held for as long as they are renewed
  List<FlightEndpoint> plan(Relation relation, boolean inParts) {
    FlightCallHeaders headers = callerHeaders();
    headers.insert(PARTS_HEADER, Boolean.toString(inParts));
    return ask(timeout -> flight.getInfo(command(relation), timeout, new HeaderCallOption(headers)))
        .getEndpoints();
  }

  /// Has the gateway hold a read on, all parts of it.
  ///
  /// @return empty where it is not held any more
  Optional<FlightEndpoint> renew(FlightEndpoint part) {
    // Without the expiration, which is not the one that the gateway sent.
    var request = new RenewFlightEndpointRequest(new FlightEndpoint(part.getTicket()));
    try {
      return Optional.of(flight.renewFlightEndpoint(request, timeout(), caller()));
    } catch (FlightRuntimeException error) {
      if (error.status().code() == FlightStatusCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw errors.translate(error);
    }
  }

  /// Ends a read, all parts of it, if it is still held.
  void cancel(FlightEndpoint part) {
    FlightInfo info =
        FlightInfo.builder(
                new Schema(List.of()),
                FlightDescriptor.command(new byte[0]),
                List.of(new FlightEndpoint(part.getTicket())))
            .build();
    ask(timeout -> flight.cancelFlightInfo(new CancelFlightInfoRequest(info), timeout, caller()));
  }

  /// The columns of a read.
  Schema schema(Relation relation) {
    return ask(timeout -> flight.getSchema(command(relation), timeout, caller())).getSchema();
  }

  private <T> T ask(Function<CallOption, T> request) {
    try {
      return request.apply(timeout());
    } catch (FlightRuntimeException error) {
      throw errors.translate(error);
    }
  }

  private CallOption timeout() {
    return CallOptions.timeout(config.requestTimeout().toNanos(), NANOSECONDS);
  }

  private CallOption caller() {
    return new HeaderCallOption(callerHeaders());
  }

  private FlightCallHeaders callerHeaders() {
    FlightCallHeaders headers = new FlightCallHeaders();
    user.ifPresent(name -> headers.insert(USER_HEADER, name));
    via.ifPresent(engines -> headers.insert(VIA_HEADER, engines));
    return headers;
  }

  private static FlightDescriptor command(Message command) {
    return FlightDescriptor.command(Any.pack(command).toByteArray());
  }

  /// Reads a part of a scan. It starts at once; closing the stream cancels it down to the source.
  GatewayStream read(Ticket ticket) {
    try {
      return new GatewayStream(flight.getStream(ticket, caller()), errors);
    } catch (FlightRuntimeException error) {
      throw errors.translate(error);
    }
  }

  /// Changes a table.
  ///
  /// @return how many rows it was about
  long change(Change change) {
    try (BufferAllocator own = newAllocator("a change without rows");
        VectorSchemaRoot none = VectorSchemaRoot.create(new Schema(List.of()), own)) {
      return put(change, none).finish();
    }
  }

  /// Begins to add rows to a table, which the caller finishes or cancels.
  ///
  /// @param rows where those to send are, again and again
  GatewayUpload append(TableRef table, VectorSchemaRoot rows) {
    return put(
        Change.newBuilder().setTable(table).setAppend(AppendRows.getDefaultInstance()).build(),
        rows);
  }

  private GatewayUpload put(Change change, VectorSchemaRoot rows) {
    GatewayUpload.Answer answer = new GatewayUpload.Answer();
    return new GatewayUpload(
        flight.startPut(command(change), rows, answer, caller()), answer, errors);
  }

  /// Memory of the client's; the caller closes it.
  BufferAllocator newAllocator(String name) {
    return allocator.newChildAllocator(name, 0, Long.MAX_VALUE);
  }

  @Override
  public void close() {
    try (allocator) {
      flight.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> T call(Function<CatalogServiceBlockingStub, T> request) {
    try {
      return request.apply(deadlined());
    } catch (StatusRuntimeException error) {
      throw errors.translate(error);
    }
  }

  private CatalogServiceBlockingStub deadlined() {
    return catalog.withDeadlineAfter(config.requestTimeout());
  }

  private static Metadata headers(TributaryConfig config) {
    Metadata headers = new Metadata();
    config.organization().ifPresent(name -> headers.put(ORGANIZATION_HEADER, name));
    config.token().ifPresent(token -> headers.put(AUTHORIZATION_HEADER, "Bearer " + token));
    return headers;
  }
}
