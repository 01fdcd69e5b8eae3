package io.tributary.gateway.endpoint.flight;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.tributary.gateway.session.SessionDefaults;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Gives every Flight call its [FlightSession], and the client its cookie.
///
/// Headers are `x-tributary-source`, `x-tributary-schema`, `x-tributary-require-pushdown`,
/// `x-tributary-cache`, `x-tributary-priority` and `x-tributary-parts`; `catalog`, `schema`,
/// `require_pushdown`, `cache`, `priority` and `parts` mean the same, because that is what the JDBC
/// driver makes of the properties of these names.
final class SessionInterceptor implements ServerInterceptor {
  static final String REQUIRE_PUSHDOWN = "x-tributary-require-pushdown";
  static final String PARTS = "x-tributary-parts";

  private static final Metadata.Key<String> COOKIE = key("cookie");
  private static final Metadata.Key<String> SET_COOKIE = key("set-cookie");

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    var defaults =
        new SessionDefaults(
            first(headers, "x-tributary-source", "catalog"),
            first(headers, "x-tributary-schema", "schema"));
    Optional<String> requirePushdown = first(headers, REQUIRE_PUSHDOWN, "require_pushdown");
    Optional<String> cache = first(headers, "x-tributary-cache", "cache");
    Optional<String> priority = first(headers, "x-tributary-priority", "priority");
    Optional<String> parts = first(headers, PARTS, "parts");
    var session =
        new FlightSession(
            new FlightSession.Headers(defaults, requirePushdown, cache, priority, parts),
            cookie(headers));
    return Contexts.interceptCall(
        session.attachTo(Context.current()), new CookieCall<>(call, session), headers, next);
  }

  private static Optional<String> first(Metadata headers, String... names) {
    return Stream.of(names)
        .map(name -> headers.get(key(name)))
        .filter(Objects::nonNull)
        .filter(value -> !value.isBlank())
        .findFirst();
  }

  private static Optional<String> cookie(Metadata headers) {
    Iterable<String> lines = headers.getAll(COOKIE);
    if (lines == null) {
      return Optional.empty();
    }
    String prefix = FlightSession.COOKIE + "=";
    return StreamSupport.stream(lines.spliterator(), false)
        .flatMap(line -> Arrays.stream(line.split(";", -1)))
        .map(String::strip)
        .filter(pair -> pair.startsWith(prefix))
        .map(pair -> pair.substring(prefix.length()).replace("\"", ""))
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  private static Metadata.Key<String> key(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }

  private static final class CookieCall<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private final FlightSession session;

    CookieCall(ServerCall<Q, R> call, FlightSession session) {
      super(call);
      this.session = session;
    }

    @Override
    public void sendHeaders(Metadata headers) {
      session.newCookie().ifPresent(cookie -> headers.put(SET_COOKIE, cookie));
      session.answers().forEach((name, value) -> headers.put(key(name), value));
      super.sendHeaders(headers);
    }
  }
}
