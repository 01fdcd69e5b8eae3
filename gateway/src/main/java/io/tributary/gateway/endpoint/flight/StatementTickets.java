package io.tributary.gateway.endpoint.flight;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.endpoint.CacheOptions;
import io.tributary.gateway.endpoint.PriorityOptions;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.query.EngineChoice;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.query.QueryLimits;
import io.tributary.gateway.query.QueryRequest;
import io.tributary.gateway.query.Statement;
import io.tributary.gateway.session.SessionDefaults;
import io.tributary.v1.SqlStatement;
import io.tributary.v1.Ticket;
import io.tributary.v1.TicketPurpose;
import io.tributary.v1.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What tickets say of statements and sessions.
final class StatementTickets {
  /// Long enough for a busy engine to get to its splits; some queries take longer.
  private static final Duration LEAST_STREAM_LIFETIME = Duration.ofHours(1);

  /// Connection pools keep prepared statements and sessions for a working day.
  private static final Duration CLIENT_LIFETIME = Duration.ofHours(24);

  private final TicketSigner signer;
  private final Duration streamLifetime;

  StatementTickets(TicketSigner signer, QueryLimits limits) {
    this.signer = signer;
    Duration longest = limits.timeout().plus(limits.partsWait());
    this.streamLifetime =
        longest.compareTo(LEAST_STREAM_LIFETIME) > 0 ? longest : LEAST_STREAM_LIFETIME;
  }

  /// A prepared statement.
  record Prepared(Statement.Sql statement, SessionSettings settings) {

    Prepared bind(List<Value> parameters) {
      return new Prepared(new Statement.Sql(statement.text(), parameters), settings);
    }

    QueryRequest request() {
      return StatementTickets.request(QueryId.random(), statement, settings);
    }
  }

  static QueryRequest request(QueryId id, Statement statement, SessionSettings settings) {
    return new QueryRequest(
        id,
        statement,
        settings.defaults(),
        EngineChoice.AUTO,
        Optional.empty(),
        settings.requirePushdown(),
        settings.cache(),
        settings.priority());
  }

  /// What a ticket streams.
  ///
  /// @param part of the request's result, from 1 on; [#WHOLE] for all of it
  record Stream(QueryRequest request, int part) {
    static final int WHOLE = 0;
  }

  /// The moment from now on after a while.
  Instant after(Duration time) {
    return signer.now().plus(time);
  }

  /// A ticket that streams the request's result or a part of it.
  ByteString stream(Stream stream) {
    QueryRequest request = stream.request();
    Ticket.Builder ticket =
        ticket(
                TicketPurpose.TICKET_PURPOSE_STREAM,
                new SessionSettings(
                    request.defaults(),
                    request.requirePushdown(),
                    request.cache(),
                    request.priority()))
            .setQueryId(request.id().value())
            .setPart(stream.part());
    switch (request.statement()) {
      case Statement.Sql sql -> ticket.setSql(message(sql));
      case Statement.Structured structured -> ticket.setRelation(structured.relation());
      case Statement.StructuredChange _ ->
          throw new IllegalArgumentException("a change has no rows to get for a ticket");
    }
    return signer.sign(ticket, streamLifetime);
  }

  Stream openStream(ByteString signedTicket) {
    return stream(signer.verify(signedTicket, TicketPurpose.TICKET_PURPOSE_STREAM, "ticket"));
  }

  /// What a ticket was redeemed for, perhaps long ago.
  Stream openEvenExpired(ByteString signedTicket) {
    return stream(
        signer.verifyEvenExpired(signedTicket, TicketPurpose.TICKET_PURPOSE_STREAM, "ticket"));
  }

  private static Stream stream(Ticket ticket) {
    Statement statement =
        switch (ticket.getStatementCase()) {
          case SQL -> statement(ticket.getSql());
          case RELATION -> new Statement.Structured(ticket.getRelation());
          case STATEMENT_NOT_SET -> throw withoutStatement("ticket");
        };
    return new Stream(
        request(new QueryId(ticket.getQueryId()), statement, settings(ticket)), ticket.getPart());
  }

  /// A handle of a prepared statement.
  ByteString handle(Prepared prepared) {
    Ticket.Builder ticket =
        ticket(TicketPurpose.TICKET_PURPOSE_PREPARED_STATEMENT, prepared.settings())
            .setSql(message(prepared.statement()));
    return signer.sign(ticket, CLIENT_LIFETIME);
  }

  Prepared openHandle(ByteString handle) {
    String thing = "prepared statement";
    Ticket ticket = signer.verify(handle, TicketPurpose.TICKET_PURPOSE_PREPARED_STATEMENT, thing);
    if (!ticket.hasSql()) {
      throw withoutStatement(thing);
    }
    return new Prepared(statement(ticket.getSql()), settings(ticket));
  }

  /// A session's settings, for a cookie.
  ByteString session(SessionSettings settings) {
    return signer.sign(ticket(TicketPurpose.TICKET_PURPOSE_SESSION, settings), CLIENT_LIFETIME);
  }

  SessionSettings openSession(ByteString signedTicket) {
    return settings(signer.verify(signedTicket, TicketPurpose.TICKET_PURPOSE_SESSION, "session"));
  }

  private static Ticket.Builder ticket(TicketPurpose purpose, SessionSettings settings) {
    Ticket.Builder ticket =
        Ticket.newBuilder()
            .setPurpose(purpose)
            .setDefaultSource(settings.defaults().source().orElse(""))
            .setDefaultSchema(settings.defaults().schema().orElse(""))
            .setRequirePushdown(settings.requirePushdown())
            .setCache(CacheOptions.message(settings.cache().mode()))
            .setPriority(PriorityOptions.message(settings.priority()));
    settings
        .cache()
        .maxAge()
        .ifPresent(age -> ticket.setCacheMaxAge(Durations.fromMillis(age.toMillis())));
    return ticket;
  }

  private static SqlStatement message(Statement.Sql sql) {
    return SqlStatement.newBuilder().setText(sql.text()).addAllParameters(sql.parameters()).build();
  }

  private static Statement.Sql statement(SqlStatement message) {
    return new Statement.Sql(message.getText(), message.getParametersList());
  }

  private static SessionSettings settings(Ticket ticket) {
    return new SessionSettings(
        new SessionDefaults(
            Optional.of(ticket.getDefaultSource()).filter(name -> !name.isEmpty()),
            Optional.of(ticket.getDefaultSchema()).filter(name -> !name.isEmpty())),
        ticket.getRequirePushdown(),
        CacheOptions.policy(
            ticket.getCache(),
            ticket.hasCacheMaxAge() ? Optional.of(ticket.getCacheMaxAge()) : Optional.empty()),
        PriorityOptions.priority(ticket.getPriority()));
  }

  private static GatewayException withoutStatement(String thing) {
    return new GatewayException(
        ErrorCode.INVALID_ARGUMENT, "this %s holds no statement".formatted(thing));
  }
}
