package io.tributary.server;

import com.google.common.net.HostAndPort;
import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.grpc.GrpcJsonMarshaller;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.docs.DocService;
import com.linecorp.armeria.server.grpc.GrpcService;
import com.linecorp.armeria.server.grpc.HttpJsonTranscodingOptions;
import com.linecorp.armeria.server.grpc.HttpJsonTranscodingQueryParamMatchRule;
import io.grpc.BindableService;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.gateway.endpoint.http.JsonServerErrors;
import io.tributary.gateway.endpoint.http.JsonTranscodingErrors;
import io.tributary.server.config.ServerConfig.Tls;
import io.tributary.server.identity.Authenticator;
import io.tributary.server.identity.HttpCallers;
import io.tributary.server.identity.OtherSites;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;

/// The port for HTTP: routes of our own, and the gRPC services as REST and JSON.
final class HttpPort implements AutoCloseable {
  private static final long MAX_REQUEST_BYTES = 64L << 20;
  private static final Duration QUIET_PERIOD = Duration.ZERO;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// How long the rest of a request may take that was answered before it was read whole. Without it
  /// a client that still sends sees its stream reset and not the answer.
  private static final Duration REST_OF_REQUEST = Duration.ofSeconds(1);

  private final Server server;

  /// Routes by path.
  ///
  /// @param open for everybody
  /// @param authenticated for known callers
  record Routes(Map<String, HttpService> open, Map<String, HttpService> authenticated) {}

  HttpPort(
      HostAndPort bind,
      Optional<Tls> tls,
      Authenticator authenticator,
      Routes routes,
      List<BindableService> grpcServices,
      MeterRegistry registry)
      throws IOException {
    UnaryOperator<HttpService> callers = callers(authenticator);
    ServerBuilder builder =
        Server.builder()
            .meterRegistry(registry)
            .maxRequestLength(MAX_REQUEST_BYTES)
            // Queries have deadlines of their own.
            .requestTimeout(Duration.ZERO)
            .requestAutoAbortDelay(REST_OF_REQUEST)
            .gracefulShutdownTimeout(QUIET_PERIOD, PATIENCE)
            .errorHandler(new JsonServerErrors());
    var address = new InetSocketAddress(bind.getHost(), bind.getPort());
    if (tls.isPresent()) {
      builder
          .https(address)
          .tls(TlsKeyPair.of(tls.get().privateKey().toFile(), tls.get().certificate().toFile()));
    } else {
      builder.http(address).childChannelPipelineCustomizer(CleartextUpgrade::refuse);
    }
    routes.open().forEach(builder::service);
    routes
        .authenticated()
        .forEach((path, service) -> builder.service(path, callers.apply(service)));
    builder.service(transcoded(grpcServices), callers);
    builder.serviceUnder("/docs", new DocService());
    server = builder.build();
    start(server, bind);
  }

  /// Has a service know who calls.
  private static UnaryOperator<HttpService> callers(Authenticator authenticator) {
    var callers = new HttpCallers(authenticator);
    var otherSites = new OtherSites();
    return authenticator.trustsHeaders()
        ? service -> service.decorate(callers).decorate(otherSites)
        : service -> service.decorate(callers);
  }

  private static void start(Server server, HostAndPort bind) throws IOException {
    try {
      server.start().join();
    } catch (CompletionException failure) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      throw new IOException("http.bind %s: %s".formatted(bind, cause.getMessage()), cause);
    }
  }

  private static GrpcService transcoded(List<BindableService> services) {
    return GrpcService.builder()
        .addServices(services)
        .intercept(HttpCallers.grpcInterceptor())
        .enableHttpJsonTranscoding(
            HttpJsonTranscodingOptions.builder()
                .queryParamMatchRules(
                    HttpJsonTranscodingQueryParamMatchRule.LOWER_CAMEL_CASE,
                    HttpJsonTranscodingQueryParamMatchRule.ORIGINAL_FIELD)
                .errorHandler(new JsonTranscodingErrors())
                .build())
        .jsonMarshallerFactory(service ->
            GrpcJsonMarshaller.builder()
                .jsonMarshallerCustomizer(json -> json.includingDefaultValueFields(true))
                .build(service))
        .useBlockingTaskExecutor(true)
        .build();
  }

  /// The port that is open.
  int port() {
    return server.activeLocalPort();
  }

  @Override
  public void close() {
    server.stop().join();
  }
}
