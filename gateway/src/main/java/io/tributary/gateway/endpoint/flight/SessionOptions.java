package io.tributary.gateway.endpoint.flight;

import io.tributary.gateway.endpoint.CacheOptions;
import io.tributary.gateway.endpoint.PriorityOptions;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.CachePolicy;
import io.tributary.gateway.query.Priority;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.arrow.flight.CloseSessionResult;
import org.apache.arrow.flight.GetSessionOptionsResult;
import org.apache.arrow.flight.SessionOptionValue;
import org.apache.arrow.flight.SessionOptionValueFactory;
import org.apache.arrow.flight.SetSessionOptionsRequest;
import org.apache.arrow.flight.SetSessionOptionsResult;
import org.apache.arrow.flight.SetSessionOptionsResult.ErrorValue;

/// The session options `catalog` (the default source), `schema`, `require_pushdown` and `cache`,
/// kept in a signed cookie.
final class SessionOptions {
  private static final String SOURCE = "catalog";
  private static final String SCHEMA = "schema";
  private static final String REQUIRE_PUSHDOWN = "require_pushdown";
  private static final String CACHE = "cache";
  private static final String PRIORITY = "priority";

  private final StatementTickets tickets;

  SessionOptions(StatementTickets tickets) {
    this.tickets = tickets;
  }

  /// The settings of the call on this thread.
  SessionSettings current() {
    return FlightSession.current().settings(tickets);
  }

  SetSessionOptionsResult set(SetSessionOptionsRequest request) {
    SessionSettings settings = current();
    Map<String, SetSessionOptionsResult.Error> errors = new HashMap<>();
    for (Map.Entry<String, SessionOptionValue> option : request.getSessionOptions().entrySet()) {
      Optional<SessionSettings> changed = Optional.empty();
      var error = ErrorValue.INVALID_VALUE;
      switch (option.getKey()) {
        case SOURCE -> changed = withSource(settings, option.getValue());
        case SCHEMA -> changed = withSchema(settings, option.getValue());
        case REQUIRE_PUSHDOWN -> changed = withPushdown(settings, option.getValue());
        case CACHE -> changed = withCache(settings, option.getValue());
        case PRIORITY -> changed = withPriority(settings, option.getValue());
        default -> error = ErrorValue.INVALID_NAME;
      }
      if (changed.isPresent()) {
        settings = changed.get();
      } else {
        errors.put(option.getKey(), new SetSessionOptionsResult.Error(error));
      }
    }
    FlightSession.current().remember(settings, tickets);
    return new SetSessionOptionsResult(errors);
  }

  private static Optional<SessionSettings> withSource(
      SessionSettings settings, SessionOptionValue value) {
    Optional<String> source = value.acceptVisitor(new TextOrEmpty());
    return source == null ? Optional.empty() : Optional.of(settings.withSource(source));
  }

  private static Optional<SessionSettings> withSchema(
      SessionSettings settings, SessionOptionValue value) {
    Optional<String> schema = value.acceptVisitor(new TextOrEmpty());
    return schema == null ? Optional.empty() : Optional.of(settings.withSchema(schema));
  }

  private static Optional<SessionSettings> withPushdown(
      SessionSettings settings, SessionOptionValue value) {
    Boolean required = value.acceptVisitor(new TruthOrEmpty());
    return Optional.ofNullable(required).map(settings::withRequirePushdown);
  }

  private static Optional<SessionSettings> withCache(
      SessionSettings settings, SessionOptionValue value) {
    return parsed(value, CacheOptions::parse, CachePolicy.BYPASS).map(settings::withCache);
  }

  private static Optional<SessionSettings> withPriority(
      SessionSettings settings, SessionOptionValue value) {
    return parsed(value, PriorityOptions::parse, Priority.NORMAL).map(settings::withPriority);
  }

  /// What a text says; empty where it is none or says nothing that is known.
  private static <T> Optional<T> parsed(
      SessionOptionValue value, Function<String, T> parse, T unset) {
    Optional<String> text = value.acceptVisitor(new TextOrEmpty());
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(text.map(parse).orElse(unset));
    } catch (GatewayException _) {
      return Optional.empty(); // told as an invalid value
    }
  }

  GetSessionOptionsResult get() {
    SessionSettings settings = current();
    Map<String, SessionOptionValue> options = new HashMap<>();
    settings.defaults().source().ifPresent(name -> options.put(SOURCE, option(name)));
    settings.defaults().schema().ifPresent(name -> options.put(SCHEMA, option(name)));
    if (settings.requirePushdown()) {
      options.put(REQUIRE_PUSHDOWN, SessionOptionValueFactory.makeSessionOptionValue(true));
    }
    if (settings.cache().mode() != CachePolicy.Mode.BYPASS) {
      options.put(CACHE, option(CacheOptions.text(settings.cache())));
    }
    if (settings.priority() != Priority.NORMAL) {
      options.put(PRIORITY, option(PriorityOptions.text(settings.priority())));
    }
    return new GetSessionOptionsResult(options);
  }

  CloseSessionResult close() {
    FlightSession.current().forget();
    return new CloseSessionResult(CloseSessionResult.Status.CLOSED);
  }

  private static SessionOptionValue option(String value) {
    return SessionOptionValueFactory.makeSessionOptionValue(value);
  }
}
