package io.tributary.catalog;

import io.grpc.BindableService;
import io.tributary.catalog.config.CatalogConfig;
import io.tributary.catalog.discovery.Discovery;
import io.tributary.catalog.endpoint.CatalogGrpcService;
import io.tributary.catalog.endpoint.SourceResolutionGrpcService;
import io.tributary.catalog.source.SourceRegistry;
import io.tributary.connector.ConnectorFactory;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// The catalog service, wired. Serve its services on virtual threads, behind an interceptor that
/// binds [io.tributary.connector.Caller#current]; on the in-process transport that is
/// [io.tributary.catalog.endpoint.CallerServerInterceptor].
///
/// Making it never fails because of a source: broken ones are listed as failed.
public final class Catalog implements AutoCloseable {
  private final SourceRegistry registry;
  private final Discovery discovery;
  private final CatalogGrpcService publicService;
  private final SourceResolutionGrpcService internalService;

  /// @param factories the connectors that sources may name
  /// @param environment what `${ENV:NAME}` in a source's configuration refers to
  public Catalog(
      CatalogConfig config,
      List<ConnectorFactory> factories,
      Map<String, String> environment,
      Clock clock) {
    registry =
        new SourceRegistry(
            config.sourcesDirectory(),
            config.sourcesCheckInterval(),
            factories,
            environment,
            clock);
    registry.refresh();
    discovery = new Discovery(registry, config.discoveryCacheAge(), clock);
    publicService = new CatalogGrpcService(registry, discovery, config.maxPageSize());
    internalService = new SourceResolutionGrpcService(registry);
  }

  /// Services for every client.
  public List<BindableService> publicServices() {
    return List.of(publicService);
  }

  /// Services for gateways only: they give secrets away. Bind them to the in-process server.
  public List<BindableService> internalServices() {
    return List.of(internalService);
  }

  /// Closes the sources.
  @Override
  public void close() {
    discovery.close();
    registry.close();
  }
}
