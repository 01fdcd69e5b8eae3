package io.tributary.server;

import com.google.common.net.HostAndPort;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.netty.handler.ssl.SslContextBuilder;
import io.tributary.server.config.Secret;
import io.tributary.server.config.ServerConfig;
import io.tributary.server.identity.Authenticator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The way to a catalog in another process. Beyond this machine it is TLS, always: sources'
/// passwords come back on it.
final class RemoteCatalog implements AutoCloseable {
  private static final int MAX_INBOUND_BYTES = 64 << 20;
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

  private final ManagedChannel channel;

  /// @param trustedCertificates PEM of who may be the catalog; the system's where empty
  RemoteCatalog(HostAndPort address, Secret clusterSecret, Optional<Path> trustedCertificates)
      throws IOException {
    var headers = new Metadata();
    headers.put(
        Metadata.Key.of(Authenticator.AUTHORIZATION_HEADER, Metadata.ASCII_STRING_MARSHALLER),
        "Bearer " + clusterSecret.value());
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(address.getHost(), address.getPort())
            .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
            .keepAliveTime(KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS)
            .maxInboundMessageSize(MAX_INBOUND_BYTES);
    secure(builder, address, trustedCertificates);
    channel = builder.build();
  }

  private static void secure(
      NettyChannelBuilder builder, HostAndPort address, Optional<Path> trustedCertificates)
      throws IOException {
    if (trustedCertificates.isEmpty() && ServerConfig.isLoopback(address)) {
      builder.usePlaintext();
      return;
    }
    SslContextBuilder tls = GrpcSslContexts.forClient();
    trustedCertificates.ifPresent(file -> tls.trustManager(file.toFile()));
    builder.sslContext(tls.build());
  }

  ManagedChannel channel() {
    return channel;
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
