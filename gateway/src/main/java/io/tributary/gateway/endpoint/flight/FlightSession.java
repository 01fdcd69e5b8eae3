package io.tributary.gateway.endpoint.flight;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.session.SessionDefaults;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The session that a Flight call belongs to. Nothing is kept here between calls: defaults come
/// with each call, as headers or in a signed cookie, and headers win.
final class FlightSession {
  static final String COOKIE = "tributary-session";

  private static final Context.Key<FlightSession> CURRENT = Context.key("flight-session");

  private final SessionDefaults headers;
  private final Optional<String> cookie;
  private volatile @Nullable String newCookie;

  FlightSession(SessionDefaults headers, Optional<String> cookie) {
    this.headers = headers;
    this.cookie = cookie;
  }

  /// The session of the call whose gRPC context is attached to this thread.
  static FlightSession current() {
    FlightSession session = CURRENT.get();
    if (session == null) {
      throw new IllegalStateException("Flight is served without its session interceptor");
    }
    return session;
  }

  Context attachTo(Context context) {
    return context.withValue(CURRENT, this);
  }

  SessionDefaults defaults(StatementTickets tickets) {
    SessionDefaults remembered =
        cookie.map(text -> open(text, tickets)).orElse(SessionDefaults.NONE);
    return new SessionDefaults(
        headers.source().or(remembered::source), headers.schema().or(remembered::schema));
  }

  /// Gives the client a cookie with these defaults.
  void remember(SessionDefaults defaults, StatementTickets tickets) {
    newCookie =
        "%s=%s"
            .formatted(
                COOKIE,
                Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(tickets.session(defaults).toByteArray()));
  }

  /// Tells the client to drop its cookie.
  void forget() {
    newCookie = COOKIE + "=; Max-Age=0";
  }

  /// What the response is to set, if anything.
  Optional<String> newCookie() {
    return Optional.ofNullable(newCookie);
  }

  private static SessionDefaults open(String cookie, StatementTickets tickets) {
    try {
      return tickets.openSession(ByteString.copyFrom(Base64.getUrlDecoder().decode(cookie)));
    } catch (IllegalArgumentException _) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT, "the cookie %s is malformed".formatted(COOKIE));
    }
  }
}
