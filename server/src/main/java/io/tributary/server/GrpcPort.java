package io.tributary.server;

import com.google.common.net.HostAndPort;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.tributary.server.config.ServerConfig.Tls;
import io.tributary.server.identity.Authenticator;
import io.tributary.server.identity.CallerInterceptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/// The port for gRPC: Flight SQL, our own services, health and reflection.
final class GrpcPort implements AutoCloseable {
  /// Parameters of a prepared statement are the largest that clients send.
  private static final int MAX_INBOUND_BYTES = 64 << 20;

  /// How soon a client is missed that vanished without a word, a cut cable for instance.
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Server server;
  private final HealthStatusManager health = new HealthStatusManager();

  GrpcPort(
      HostAndPort bind,
      Optional<Tls> tls,
      Authenticator authenticator,
      ExecutorService threads,
      List<ServerServiceDefinition> services)
      throws IOException {
    var builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(bind.getHost(), bind.getPort()))
            .executor(threads)
            .maxInboundMessageSize(MAX_INBOUND_BYTES)
            .keepAliveTime(KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            .permitKeepAliveTime(10, TimeUnit.SECONDS)
            .intercept(new CallerInterceptor(authenticator))
            .addServices(services)
            .addService(health.getHealthService())
            .addService(ProtoReflectionServiceV1.newInstance());
    if (tls.isPresent()) {
      secure(builder, tls.get());
    }
    server = start(builder.build(), bind);
  }

  private static Server start(Server server, HostAndPort bind) throws IOException {
    try {
      return server.start();
    } catch (IOException failure) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      throw new IOException("grpc.bind %s: %s".formatted(bind, cause.getMessage()), cause);
    }
  }

  private static void secure(NettyServerBuilder builder, Tls tls) throws SSLException {
    builder.sslContext(
        GrpcSslContexts.forServer(tls.certificate().toFile(), tls.privateKey().toFile()).build());
  }

  /// The port that is open.
  int port() {
    return server.getPort();
  }

  /// Takes no new calls; those that run may end.
  void stopAccepting() {
    if (!server.isShutdown()) {
      health.enterTerminalState();
      server.shutdown();
    }
  }

  void setServing() {
    health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.SERVING);
  }

  @Override
  public void close() throws InterruptedException {
    stopAccepting();
    if (!server.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      server.shutdownNow().awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }
}
