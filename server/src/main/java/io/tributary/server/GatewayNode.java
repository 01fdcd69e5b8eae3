package io.tributary.server;

import io.grpc.Channel;
import io.grpc.ServerServiceDefinition;
import io.tributary.connector.builtin.BuiltInConnectors;
import io.tributary.gateway.endpoint.QueryMetrics;
import io.tributary.gateway.endpoint.flight.FlightEndpoint;
import io.tributary.gateway.endpoint.flight.TicketSigner;
import io.tributary.gateway.endpoint.grpc.GrpcQueryService;
import io.tributary.gateway.endpoint.http.ExplainRoute;
import io.tributary.gateway.endpoint.http.QueryRoute;
import io.tributary.gateway.execution.DuckDbPool;
import io.tributary.gateway.execution.DuckDbSettings;
import io.tributary.gateway.execution.MemoryBudget;
import io.tributary.gateway.execution.MemoryLimits;
import io.tributary.gateway.execution.QueryExecutor;
import io.tributary.gateway.execution.ReductionLimits;
import io.tributary.gateway.metadata.CatalogMetadata;
import io.tributary.gateway.metadata.TablesInTrino;
import io.tributary.gateway.metadata.TrinoEngine;
import io.tributary.gateway.planner.Planner;
import io.tributary.gateway.planner.function.DuckDbFunctions;
import io.tributary.gateway.planner.function.FunctionOracle;
import io.tributary.gateway.query.Planners;
import io.tributary.gateway.query.QueryLimits;
import io.tributary.gateway.query.QueryService;
import io.tributary.gateway.query.ResultCache;
import io.tributary.server.config.ServerConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/// The gateway: one query service, and an endpoint for each protocol over it.
final class GatewayNode implements AutoCloseable {
  /// Instances of DuckDB that wait ready: making one takes longer than many a query.
  private static final int WARM_DUCKDBS = 2;

  /// Queries that may wait for each that runs.
  private static final int WAITING_PER_RUNNING = 8;

  private final BufferAllocator allocator;
  private final BufferAllocator queryAllocator;
  private final BufferAllocator flightAllocator;
  private final CatalogMetadata metadata;
  private final DuckDbPool duckDbs;
  private final FunctionOracle functions;
  private final QueryService queries;
  private final ServerServiceDefinition flight;
  private final GrpcQueryService grpc;
  private final QueryRoute http;
  private final ExplainRoute explain;

  /// What the node is given by the process.
  record Surroundings(
      Channel catalog,
      QueryMetrics metrics,
      ExecutorService threads,
      Clock clock,
      String version) {}

  GatewayNode(ServerConfig config, TicketSigner signer, Surroundings surroundings) {
    allocator = new RootAllocator();
    var memory = new MemoryBudget(allocator, memoryLimits(config));
    queryAllocator = allocator.newChildAllocator("queries", 0, Long.MAX_VALUE);
    flightAllocator = allocator.newChildAllocator("flight", memory.guard(), 0, Long.MAX_VALUE);
    metadata =
        new CatalogMetadata(surroundings.catalog(), BuiltInConnectors.all(), surroundings.clock());
    duckDbs = new DuckDbPool(duckDbSettings(config), WARM_DUCKDBS);
    functions = new FunctionOracle(queryAllocator);
    queries =
        new QueryService(
            metadata,
            planners(config, surroundings.clock()),
            new QueryExecutor(duckDbs, queryAllocator, memory, reductionLimits(config)),
            limits(config),
            new ResultCache(
                config.query().resultCacheSize().bytes(),
                config.query().resultCacheMaxAge(),
                surroundings.clock()));
    var backend = new FlightEndpoint.Backend(queries, metadata, surroundings.metrics());
    flight =
        FlightEndpoint.service(
            backend, signer, surroundings.version(), surroundings.threads(), flightAllocator);
    grpc = new GrpcQueryService(queries, surroundings.metrics(), surroundings.threads());
    http =
        new QueryRoute(
            queries,
            surroundings.metrics(),
            new QueryRoute.Limits(
                config.query().maxResultRowsHttp(), config.query().maxResultSizeHttp().bytes()),
            surroundings.threads());
    explain = new ExplainRoute(queries, surroundings.threads());
  }

  private Planners planners(ServerConfig config, Clock clock) {
    var known = new DuckDbFunctions(functions);
    return new Planners(
        new Planner(metadata, known, clock),
        config
            .trino()
            .map(trino -> {
              var engine = new TrinoEngine(trino.source(), trino.catalogs());
              return new Planners.InTrino(
                  new Planner(new TablesInTrino(metadata, engine), known, clock),
                  trino.threshold().bytes());
            }));
  }

  private static DuckDbSettings duckDbSettings(ServerConfig config) {
    return new DuckDbSettings(
        config.query().maxMemory().bytes(),
        Runtime.getRuntime().availableProcessors(),
        config.memory().spillDirectory());
  }

  private static MemoryLimits memoryLimits(ServerConfig config) {
    return new MemoryLimits(
        config.memory().limit().bytes(),
        config.query().keptBytes(),
        config.query().maxMemory().bytes(),
        config.query().maxConcurrent());
  }

  private static ReductionLimits reductionLimits(ServerConfig config) {
    ServerConfig.Reduction reduction = config.reduction();
    return new ReductionLimits(
        Math.min(reduction.maxListedKeys(), reduction.maxKeys()),
        reduction.maxKeys(),
        reduction.maxPercent() / 100.0);
  }

  private static QueryLimits limits(ServerConfig config) {
    int concurrent = config.query().maxConcurrent();
    return new QueryLimits(
        config.query().timeout(),
        concurrent,
        config.query().maxConcurrentPerOrganisation(),
        Math.multiplyExact(concurrent, WAITING_PER_RUNNING),
        config.query().planCacheSize().bytes(),
        partsWait(config));
  }

  /// What is held is held by one gateway. A balancer may send whoever reads a part to another one.
  private static Duration partsWait(ServerConfig config) {
    return config.security().ticketKey().isPresent() ? Duration.ZERO : config.flight().partsWait();
  }

  QueryService queries() {
    return queries;
  }

  ServerServiceDefinition flight() {
    return flight;
  }

  GrpcQueryService grpc() {
    return grpc;
  }

  QueryRoute http() {
    return http;
  }

  ExplainRoute explain() {
    return explain;
  }

  /// Bytes of all batches that are held now.
  long allocatedBytes() {
    return allocator.getAllocatedMemory();
  }

  /// Gives everything back; the ports must be closed by now.
  @Override
  public void close() {
    queries.close();
    duckDbs.close();
    functions.close();
    metadata.close();
    flightAllocator.close();
    queryAllocator.close();
    allocator.close();
  }
}
