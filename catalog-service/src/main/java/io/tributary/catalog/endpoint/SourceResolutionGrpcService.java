package io.tributary.catalog.endpoint;

import io.grpc.stub.StreamObserver;
import io.tributary.catalog.source.SourceRegistry;
import io.tributary.connector.SourceConfiguration;
import io.tributary.v1.ResolveSourceRequest;
import io.tributary.v1.ResolveSourceResponse;
import io.tributary.v1.SourceResolutionServiceGrpc;

/// Gives gateways what it takes to open a source, secrets included: never bind it to a public port.
public final class SourceResolutionGrpcService
    extends SourceResolutionServiceGrpc.SourceResolutionServiceImplBase {
  private final SourceRegistry registry;

  public SourceResolutionGrpcService(SourceRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void resolveSource(
      ResolveSourceRequest request, StreamObserver<ResolveSourceResponse> observer) {
    UnaryCall.answer(
        observer,
        () -> {
          SourceConfiguration configuration = registry.ready(request.getSource()).configuration();
          return ResolveSourceResponse.newBuilder()
              .setName(configuration.name())
              .setConnector(configuration.connector())
              .putAllProperties(configuration.properties())
              .setVersion(configuration.version())
              .build();
        });
  }
}
