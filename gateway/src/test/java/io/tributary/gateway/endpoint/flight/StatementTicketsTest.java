package io.tributary.gateway.endpoint.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.tributary.connector.Caller;
import io.tributary.gateway.query.QueryId;
import io.tributary.gateway.query.QueryLimits;
import io.tributary.gateway.query.Statement;
import io.tributary.testing.MutableClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StatementTicketsTest {
  private static final StatementTickets.Stream STREAM =
      new StatementTickets.Stream(
          StatementTickets.request(
              QueryId.random(), new Statement.Sql("SELECT 1", List.of()), SessionSettings.NONE),
          StatementTickets.Stream.WHOLE);

  private final MutableClock clock = new MutableClock();
  private final TicketSigner signer = TicketSigner.withRandomKey(clock);

  @Test
  void aTicketIsGoodForAnHour() {
    StatementTickets tickets = tickets(Duration.ofMinutes(5));
    ByteString ticket = sign(tickets);
    clock.advance(Duration.ofMinutes(59));
    assertThat(open(tickets, ticket)).isEqualTo(STREAM);
    clock.advance(Duration.ofMinutes(1));
    assertThatThrownBy(() -> open(tickets, ticket)).hasMessageContaining("has expired");
  }

  @Test
  void aTicketIsGoodForAsLongAsItsQueryMayRun() {
    StatementTickets tickets = tickets(Duration.ofHours(6));
    ByteString ticket = sign(tickets);
    clock.advance(Duration.ofHours(6));
    assertThat(open(tickets, ticket)).isEqualTo(STREAM);
  }

  @Test
  void aTicketNamesItsQueryWhenItHasExpired() {
    StatementTickets tickets = tickets(Duration.ofMinutes(5));
    ByteString ticket = sign(tickets);
    clock.advance(Duration.ofHours(2));
    assertThat(Caller.DEFAULT.call(() -> tickets.openEvenExpired(ticket))).isEqualTo(STREAM);
  }

  private StatementTickets tickets(Duration timeout) {
    return new StatementTickets(signer, new QueryLimits(timeout, 4, 4));
  }

  private static ByteString sign(StatementTickets tickets) {
    return Caller.DEFAULT.call(() -> tickets.stream(STREAM));
  }

  private static StatementTickets.Stream open(StatementTickets tickets, ByteString ticket) {
    return Caller.DEFAULT.call(() -> tickets.openStream(ticket));
  }
}
