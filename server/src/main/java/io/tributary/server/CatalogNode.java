package io.tributary.server;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.tributary.catalog.Catalog;
import io.tributary.catalog.config.CatalogConfig;
import io.tributary.catalog.endpoint.CallerServerInterceptor;
import io.tributary.connector.builtin.BuiltInConnectors;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/// The catalog, and the way to it for a gateway in the same process: the same gRPC calls as from
/// another one, without a network.
final class CatalogNode implements AutoCloseable {
  private final Catalog catalog;
  private final Server server;
  private final ManagedChannel channel;

  CatalogNode(
      Path sourcesDirectory, Map<String, String> environment, ExecutorService threads, Clock clock)
      throws IOException {
    catalog =
        new Catalog(
            CatalogConfig.of(sourcesDirectory), BuiltInConnectors.all(), environment, clock);
    String name = InProcessServerBuilder.generateName();
    InProcessServerBuilder builder =
        InProcessServerBuilder.forName(name)
            .executor(threads)
            .intercept(new CallerServerInterceptor());
    catalog.publicServices().forEach(builder::addService);
    catalog.internalServices().forEach(builder::addService);
    server = builder.build().start();
    channel = InProcessChannelBuilder.forName(name).executor(threads).build();
  }

  Catalog catalog() {
    return catalog;
  }

  ManagedChannel channel() {
    return channel;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
    catalog.close();
  }
}
