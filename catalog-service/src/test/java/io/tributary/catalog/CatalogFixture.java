package io.tributary.catalog;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.MetadataUtils;
import io.tributary.catalog.config.CatalogConfig;
import io.tributary.catalog.endpoint.CallerServerInterceptor;
import io.tributary.connector.ConnectorFactory;
import io.tributary.connector.builtin.BuiltInConnectors;
import io.tributary.testing.MemoryConnector;
import io.tributary.testing.MutableClock;
import io.tributary.v1.CatalogServiceGrpc;
import io.tributary.v1.CatalogServiceGrpc.CatalogServiceBlockingStub;
import io.tributary.v1.ListSourcesRequest;
import io.tributary.v1.SourceResolutionServiceGrpc;
import io.tributary.v1.SourceResolutionServiceGrpc.SourceResolutionServiceBlockingStub;
import io.tributary.v1.SourceSummary;
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

/// A catalog over a folder, reached as a gateway in the same process reaches it.
public final class CatalogFixture implements AutoCloseable {
  public static final int MAX_PAGE_SIZE = 5;
  public static final Duration CHECK_INTERVAL = Duration.ofSeconds(2);
  public static final Duration CACHE_AGE = Duration.ofMinutes(1);
  public static final String ENVIRONMENT_SECRET = "environment-s3cret";

  private final Path directory;
  private final MutableClock clock = new MutableClock();
  private final MemoryConnector memory = new MemoryConnector();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Catalog catalog;
  private final Server server;
  private final ManagedChannel channel;

  private CatalogFixture(Path directory) throws IOException {
    this.directory = directory;
    List<ConnectorFactory> factories = new ArrayList<>(BuiltInConnectors.all());
    factories.add(memory);
    this.catalog =
        new Catalog(
            new CatalogConfig(directory, CHECK_INTERVAL, CACHE_AGE, MAX_PAGE_SIZE),
            factories,
            Map.of("SECRET", ENVIRONMENT_SECRET),
            clock);
    String name = "catalog-" + UUID.randomUUID();
    InProcessServerBuilder builder =
        InProcessServerBuilder.forName(name)
            .executor(executor)
            .intercept(new CallerServerInterceptor());
    catalog.publicServices().forEach(builder::addService);
    catalog.internalServices().forEach(builder::addService);
    this.server = builder.build().start();
    this.channel = InProcessChannelBuilder.forName(name).directExecutor().build();
  }

  public static CatalogFixture over(Path directory) {
    try {
      return new CatalogFixture(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes the file of a source.
  public static void write(Path directory, String fileName, String... lines) {
    try {
      Files.writeString(directory.resolve(fileName), String.join("\n", lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void write(String fileName, String... lines) {
    write(directory, fileName, lines);
  }

  public void delete(String fileName) {
    try {
      Files.delete(directory.resolve(fileName));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void advance(Duration time) {
    clock.advance(time);
  }

  public MemoryConnector memory() {
    return memory;
  }

  /// The public API as the organisation `acme` calls it.
  public CatalogServiceBlockingStub client() {
    return client("acme");
  }

  public CatalogServiceBlockingStub client(String organisation) {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("x-org-id", Metadata.ASCII_STRING_MARSHALLER), organisation);
    return anonymousClient().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  public CatalogServiceBlockingStub anonymousClient() {
    return CatalogServiceGrpc.newBlockingStub(channel);
  }

  /// The internal API.
  public SourceResolutionServiceBlockingStub resolution() {
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("x-org-id", Metadata.ASCII_STRING_MARSHALLER), "acme");
    return SourceResolutionServiceGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  public List<SourceSummary> sources() {
    return client().listSources(ListSourcesRequest.getDefaultInstance()).getSourcesList();
  }

  /// The one source of this name.
  public SourceSummary source(String name) {
    return sources().stream().filter(s -> s.getName().equals(name)).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
    catalog.close();
    executor.shutdownNow();
  }
}
