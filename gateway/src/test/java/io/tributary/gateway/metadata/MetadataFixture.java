package io.tributary.gateway.metadata;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.tributary.catalog.Catalog;
import io.tributary.catalog.config.CatalogConfig;
import io.tributary.catalog.endpoint.CallerServerInterceptor;
import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.builtin.BuiltInConnectors;
import io.tributary.testing.MemoryConnector;
import io.tributary.testing.MutableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A gateway's metadata over a real catalog in the same process, whose calls are counted.
final class MetadataFixture implements AutoCloseable {
  /// Longer than the gateway remembers anything, shorter than it keeps a source that is leaving.
  static final Duration SHORT = Duration.ofSeconds(10);

  /// Longer than anything is kept.
  static final Duration LONG = Duration.ofMinutes(2);

  private final Path directory;
  private final MutableClock clock = new MutableClock();
  private final MemoryConnector memory = new MemoryConnector();
  private final AtomicInteger calls = new AtomicInteger();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Catalog catalog;
  private final Server server;
  private final ManagedChannel channel;
  private final CatalogMetadata metadata;

  MetadataFixture(Path directory) {
    this.directory = directory;
    this.catalog =
        new Catalog(
            CatalogConfig.of(directory), connectors(new MemoryConnector()), Map.of(), clock);
    String name = "catalog-" + UUID.randomUUID();
    InProcessServerBuilder builder =
        InProcessServerBuilder.forName(name)
            .executor(executor)
            .intercept(new CallerServerInterceptor())
            .intercept(countingCalls());
    catalog.publicServices().forEach(builder::addService);
    catalog.internalServices().forEach(builder::addService);
    try {
      this.server = builder.build().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.channel = InProcessChannelBuilder.forName(name).directExecutor().build();
    this.metadata = new CatalogMetadata(channel, connectors(memory), clock);
  }

  CatalogMetadata metadata() {
    return metadata;
  }

  /// The connector that the gateway, not the catalog, opens its sources with.
  MemoryConnector memory() {
    return memory;
  }

  /// Calls that the catalog has taken so far.
  int calls() {
    return calls.get();
  }

  void advance(Duration time) {
    clock.advance(time);
  }

  void write(String source, String... lines) {
    try {
      Files.writeString(directory.resolve(source + ".properties"), String.join("\n", lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String source) {
    try {
      Files.delete(directory.resolve(source + ".properties"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void stopCatalog() {
    server.shutdownNow();
  }

  @Override
  public void close() {
    metadata.close();
    channel.shutdownNow();
    server.shutdownNow();
    catalog.close();
    executor.shutdownNow();
  }

  private static List<ConnectorFactory> connectors(MemoryConnector memory) {
    List<ConnectorFactory> factories = new ArrayList<>(BuiltInConnectors.all());
    factories.add(memory);
    return factories;
  }

  private ServerInterceptor countingCalls() {
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, io.grpc.Metadata headers, ServerCallHandler<Q, A> next) {
        calls.incrementAndGet();
        return next.startCall(call, headers);
      }
    };
  }
}
