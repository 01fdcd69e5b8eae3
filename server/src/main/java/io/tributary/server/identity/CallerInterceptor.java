package io.tributary.server.identity;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.tributary.catalog.endpoint.CallerListener;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.endpoint.grpc.GrpcErrors;
import io.tributary.gateway.error.GatewayException;
import io.tributary.v1.SourceResolutionServiceGrpc;
import java.util.Optional;

/// Authenticates gRPC calls, Flight's among them, and binds the caller to every callback of the
/// call.
public final class CallerInterceptor implements ServerInterceptor {
  private static final String HEALTH_SERVICE = "grpc.health.v1.Health";
  private static final String FLIGHT_HANDSHAKE = "arrow.flight.protocol.FlightService/Handshake";
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of(Authenticator.AUTHORIZATION_HEADER, Metadata.ASCII_STRING_MARSHALLER);

  private final Authenticator authenticator;

  public CallerInterceptor(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    if (HEALTH_SERVICE.equals(call.getMethodDescriptor().getServiceName())) {
      // Whoever balances load asks without a key.
      return next.startCall(call, headers);
    }
    Authenticator.Headers request = name -> header(headers, name);
    Authenticator.Identity identity;
    try {
      identity = authenticator.authenticate(request);
      refuseStrangers(call, identity);
    } catch (GatewayException refusal) {
      call.close(GrpcErrors.status(refusal), GrpcErrors.trailers(refusal));
      return new ServerCall.Listener<>() {};
    }
    ServerCall<Q, R> answered =
        FLIGHT_HANDSHAKE.equals(call.getMethodDescriptor().getFullMethodName())
            ? new HandshakeCall<>(call, Authenticator.key(request).orElse("none"))
            : call;
    return CallerListener.start(identity.caller(), answered, headers, next);
  }

  /// Secrets of sources are for processes of the cluster alone.
  private static void refuseStrangers(ServerCall<?, ?> call, Authenticator.Identity identity) {
    boolean internal =
        SourceResolutionServiceGrpc.SERVICE_NAME.equals(
            call.getMethodDescriptor().getServiceName());
    if (internal && !identity.ofCluster()) {
      throw new GatewayException(
          ErrorCode.PERMISSION_DENIED, "only gateways of this cluster may call this service");
    }
  }

  private static Optional<String> header(Metadata headers, String name) {
    return Optional.ofNullable(
        headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER)));
  }

  /// Flight clients that log in with user and password expect a bearer token for all further calls:
  /// the key that they sent as the password is one.
  private static final class HandshakeCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private final String bearer;
    private boolean headersSent;

    HandshakeCall(ServerCall<Q, R> call, String bearer) {
      super(call);
      this.bearer = bearer;
    }

    @Override
    public void sendHeaders(Metadata headers) {
      headersSent = true;
      headers.put(AUTHORIZATION, "Bearer " + bearer);
      super.sendHeaders(headers);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      if (status.isOk() && !headersSent) {
        // A handshake may end without a message, and then without headers.
        sendHeaders(new Metadata());
      }
      super.close(status, trailers);
    }
  }
}
