package io.tributary.gateway.endpoint.flight;

import io.tributary.gateway.session.SessionDefaults;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.flight.CloseSessionResult;
import org.apache.arrow.flight.GetSessionOptionsResult;
import org.apache.arrow.flight.SessionOptionValue;
import org.apache.arrow.flight.SessionOptionValueFactory;
import org.apache.arrow.flight.SetSessionOptionsRequest;
import org.apache.arrow.flight.SetSessionOptionsResult;
import org.apache.arrow.flight.SetSessionOptionsResult.ErrorValue;

/// The session options `catalog` (the default source) and `schema`, kept in a signed cookie.
final class SessionOptions {
  private static final String SOURCE = "catalog";
  private static final String SCHEMA = "schema";

  private final StatementTickets tickets;

  SessionOptions(StatementTickets tickets) {
    this.tickets = tickets;
  }

  /// The defaults of the call on this thread.
  SessionDefaults current() {
    return FlightSession.current().defaults(tickets);
  }

  SetSessionOptionsResult set(SetSessionOptionsRequest request) {
    SessionDefaults defaults = current();
    Map<String, SetSessionOptionsResult.Error> errors = new HashMap<>();
    for (Map.Entry<String, SessionOptionValue> option : request.getSessionOptions().entrySet()) {
      Optional<String> value = option.getValue().acceptVisitor(new TextOrEmpty());
      if (!option.getKey().equals(SOURCE) && !option.getKey().equals(SCHEMA)) {
        errors.put(option.getKey(), new SetSessionOptionsResult.Error(ErrorValue.INVALID_NAME));
      } else if (value == null) {
        errors.put(option.getKey(), new SetSessionOptionsResult.Error(ErrorValue.INVALID_VALUE));
      } else if (option.getKey().equals(SOURCE)) {
        defaults = new SessionDefaults(value, defaults.schema());
      } else {
        defaults = new SessionDefaults(defaults.source(), value);
      }
    }
    FlightSession.current().remember(defaults, tickets);
    return new SetSessionOptionsResult(errors);
  }

  GetSessionOptionsResult get() {
    SessionDefaults defaults = current();
    Map<String, SessionOptionValue> options = new HashMap<>();
    defaults.source().ifPresent(name -> options.put(SOURCE, option(name)));
    defaults.schema().ifPresent(name -> options.put(SCHEMA, option(name)));
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
