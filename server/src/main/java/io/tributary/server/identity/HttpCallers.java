package io.tributary.server.identity;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.netty.util.AttributeKey;
import io.tributary.catalog.endpoint.CallerListener;
import io.tributary.connector.Caller;
import io.tributary.gateway.endpoint.http.HttpErrors;
import io.tributary.gateway.error.GatewayException;
import java.util.Optional;

/// Authenticates HTTP requests and makes their caller current.
///
/// Armeria runs gRPC services on threads of its own, so those get their caller from the request's
/// context, by [#grpcInterceptor].
public final class HttpCallers implements DecoratingHttpServiceFunction {
  private static final AttributeKey<Caller> CALLER =
      AttributeKey.valueOf(HttpCallers.class, "CALLER");

  private final Authenticator authenticator;

  public HttpCallers(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  @Override
  public HttpResponse serve(HttpService next, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    Caller caller;
    try {
      caller =
          authenticator
              .authenticate(name -> Optional.ofNullable(request.headers().get(name)))
              .caller();
    } catch (GatewayException refusal) {
      return HttpErrors.response(refusal);
    }
    context.setAttr(CALLER, caller);
    return caller.call(() -> next.serve(context, request));
  }

  /// Binds the caller that the decorator found.
  public static ServerInterceptor grpcInterceptor() {
    return new ServerInterceptor() {
      @Override
      public <Q, R> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Caller caller = ServiceRequestContext.current().attr(CALLER);
        if (caller == null) {
          throw new IllegalStateException("a gRPC service is served without authentication");
        }
        return CallerListener.start(caller, call, headers, next);
      }
    };
  }
}
