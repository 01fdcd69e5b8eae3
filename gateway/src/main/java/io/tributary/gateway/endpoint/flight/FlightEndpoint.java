package io.tributary.gateway.endpoint.flight;

import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.tributary.gateway.endpoint.CallerExecutor;
import io.tributary.gateway.endpoint.QueryMetrics;
import io.tributary.gateway.metadata.Metadata;
import io.tributary.gateway.query.QueryService;
import java.util.concurrent.ExecutorService;
import org.apache.arrow.flight.FlightGrpcUtils;
import org.apache.arrow.flight.auth.ServerAuthHandler;
import org.apache.arrow.memory.BufferAllocator;

/// Arrow Flight SQL as a gRPC service.
@SuppressWarnings("deprecation") // callers are known before Flight's own authentication
public final class FlightEndpoint {
  private FlightEndpoint() {}

  /// What the endpoint translates to.
  public record Backend(QueryService queries, Metadata metadata, QueryMetrics metrics) {}

  /// The service, to be bound where an interceptor has made the caller current.
  ///
  /// @param version of the server, as it tells its clients
  /// @param threads for work that outlives a call's own thread; one a task
  /// @param allocator for what clients send and for small answers
  public static ServerServiceDefinition service(
      Backend backend,
      TicketSigner signer,
      String version,
      ExecutorService threads,
      BufferAllocator allocator) {
    var executor = new CallerExecutor(threads);
    var tickets = new StatementTickets(signer, backend.queries().limits());
    var sender = new StreamSender(executor);
    var producer =
        new QueryProducer(
            new StatementFlights(backend.queries(), tickets, sender, backend.metrics(), allocator),
            new UpdateFlights(backend.queries(), tickets, backend.metrics(), allocator),
            new SessionOptions(tickets),
            new CatalogStreams(backend.metadata(), allocator),
            new KeyStreams(backend.metadata(), allocator),
            new ServerInfo(version, allocator),
            new TypeStreams(allocator),
            sender);
    return ServerInterceptors.intercept(
        FlightGrpcUtils.createFlightService(allocator, producer, ServerAuthHandler.NO_OP, executor),
        new SessionInterceptor());
  }
}
