package io.tributary.gateway.metadata;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;

/// Tells the catalog who asks and by which way, in the headers `x-org-id`, `x-user-id` and
/// `x-tributary-via`.
final class CallerClientInterceptor implements ClientInterceptor {
  private static final Metadata.Key<String> ORGANISATION =
      Metadata.Key.of("x-org-id", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> USER =
      Metadata.Key.of("x-user-id", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> VIA =
      Metadata.Key.of(Caller.VIA_HEADER, Metadata.ASCII_STRING_MARSHALLER);

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    Caller caller = Caller.current();
    requireHeaderText("organisation", caller.organisation());
    caller.user().ifPresent(user -> requireHeaderText("user", user));
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        headers.put(ORGANISATION, caller.organisation());
        caller.user().ifPresent(user -> headers.put(USER, user));
        caller.viaHeader().ifPresent(via -> headers.put(VIA, via));
        super.start(listener, headers);
      }
    };
  }

  /// A header loses other characters on its way, and two organisations must never become one.
  private static void requireHeaderText(String what, String name) {
    if (!name.chars().allMatch(c -> c > ' ' && c <= '~')) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT,
          "the %s \"%s\" must be written in printable ASCII without spaces".formatted(what, name));
    }
  }
}
