package io.tributary.gateway.endpoint.flight;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.endpoint.CacheOptions;
import io.tributary.gateway.endpoint.PriorityOptions;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.session.SessionDefaults;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The session that a Flight call belongs to. Nothing is kept here between calls: settings come
/// with each call, as headers or in a signed cookie, and headers win.
final class FlightSession {
  static final String COOKIE = "tributary-session";

  private static final Context.Key<FlightSession> CURRENT = Context.key("flight-session");

  private final Headers headers;
  private final Optional<String> cookie;
  private volatile @Nullable String newCookie;
  private volatile Map<String, String> answers = Map.of();

  /// What a call's headers say.
  ///
  /// @param requirePushdown `true` or `false`
  /// @param cache as [CacheOptions#parse(String)] reads it
  /// @param priority as [PriorityOptions#parse] reads it
  /// @param parts `true` or `false`: whether a flight may have several endpoints
  record Headers(
      SessionDefaults defaults,
      Optional<String> requirePushdown,
      Optional<String> cache,
      Optional<String> priority,
      Optional<String> parts) {}

  FlightSession(Headers headers, Optional<String> cookie) {
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

  SessionSettings settings(StatementTickets tickets) {
    SessionSettings remembered =
        cookie.map(text -> open(text, tickets)).orElse(SessionSettings.NONE);
    SessionDefaults defaults = remembered.defaults();
    return new SessionSettings(
        new SessionDefaults(
            headers.defaults().source().or(defaults::source),
            headers.defaults().schema().or(defaults::schema)),
        headers
            .requirePushdown()
            .map(header -> truth(SessionInterceptor.REQUIRE_PUSHDOWN, header))
            .orElse(remembered.requirePushdown()),
        headers.cache().map(CacheOptions::parse).orElse(remembered.cache()),
        headers.priority().map(PriorityOptions::parse).orElse(remembered.priority()));
  }

  /// Whether the call's flight may have several endpoints.
  boolean takesParts() {
    return headers.parts().map(header -> truth(SessionInterceptor.PARTS, header)).orElse(true);
  }

  private static boolean truth(String name, String header) {
    return switch (header) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new GatewayException(
              ErrorCode.INVALID_ARGUMENT,
              "the header %s must be true or false, not %s".formatted(name, header));
    };
  }

  /// Gives the client a cookie with these settings.
  void remember(SessionSettings settings, StatementTickets tickets) {
    newCookie =
        "%s=%s"
            .formatted(
                COOKIE,
                Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(tickets.session(settings).toByteArray()));
  }

  /// Tells the client to drop its cookie.
  void forget() {
    newCookie = COOKIE + "=; Max-Age=0";
  }

  /// Adds headers to the response; only before its first message.
  void answer(Map<String, String> responseHeaders) {
    answers = Map.copyOf(responseHeaders);
  }

  /// Headers of the response, beside the cookie.
  Map<String, String> answers() {
    return answers;
  }

  /// What the response is to set, if anything.
  Optional<String> newCookie() {
    return Optional.ofNullable(newCookie);
  }

  private static SessionSettings open(String cookie, StatementTickets tickets) {
    try {
      return tickets.openSession(ByteString.copyFrom(Base64.getUrlDecoder().decode(cookie)));
    } catch (IllegalArgumentException _) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT, "the cookie %s is malformed".formatted(COOKIE));
    }
  }
}
