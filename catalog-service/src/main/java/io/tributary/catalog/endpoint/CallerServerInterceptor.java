package io.tributary.catalog.endpoint;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.tributary.connector.Caller;
import java.util.Optional;

/// Takes the caller from the headers `x-org-id`, `x-user-id` and `x-tributary-via`, which it
/// trusts, and binds it to every callback of the call. Only for transports whose clients are
/// trusted: the in-process one.
public final class CallerServerInterceptor implements ServerInterceptor {
  private static final Metadata.Key<String> ORGANISATION =
      Metadata.Key.of("x-org-id", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> USER =
      Metadata.Key.of("x-user-id", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> VIA =
      Metadata.Key.of(Caller.VIA_HEADER, Metadata.ASCII_STRING_MARSHALLER);

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String organisation = headers.get(ORGANISATION);
    if (organisation == null || organisation.isBlank()) {
      call.close(
          Status.UNAUTHENTICATED.withDescription("the header x-org-id must name an organisation"),
          new Metadata());
      return new ServerCall.Listener<>() {};
    }
    Caller caller =
        new Caller(
            organisation,
            Optional.ofNullable(headers.get(USER)),
            Caller.engines(Optional.ofNullable(headers.get(VIA))));
    return CallerListener.start(caller, call, headers, next);
  }
}
