package io.tributary.gateway.endpoint.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.v1.SignedTicket;
import io.tributary.v1.Ticket;
import io.tributary.v1.TicketPurpose;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class TicketSignerTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final Caller ACME = new Caller("acme", Optional.empty());
  private static final Caller BOB = new Caller("acme", Optional.of("bob"));

  private final TicketSigner signer = signer(1, NOW);

  @Test
  void aTicketComesBackAsItWas() throws Exception {
    ByteString ticket = sign(ACME);
    assertThat(verify(signer, ACME, ticket).getQueryId()).isEqualTo("q");
  }

  @Test
  void anotherGatewayWithTheSameKeyTakesIt() throws Exception {
    assertThat(verify(signer(1, NOW), ACME, sign(ACME)).getQueryId()).isEqualTo("q");
  }

  @Test
  void aGatewayWithAnotherKeyRefusesIt() {
    assertRefused(() -> verify(signer(2, NOW), ACME, sign(ACME)), ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void aTicketThatWasChangedIsRefused() throws Exception {
    SignedTicket signed = SignedTicket.parseFrom(sign(ACME));
    Ticket other = Ticket.parseFrom(signed.getPayload()).toBuilder().setQueryId("other").build();
    ByteString forged = signed.toBuilder().setPayload(other.toByteString()).build().toByteString();
    assertRefused(() -> verify(signer, ACME, forged), ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void whatIsNoTicketIsRefused() {
    assertRefused(
        () -> verify(signer, ACME, ByteString.copyFromUtf8("nonsense")),
        ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void anExpiredTicketIsRefused() {
    assertThatThrownBy(() -> verify(signer(1, NOW.plus(LIFETIME)), ACME, sign(ACME)))
        .hasMessage("this ticket has expired; ask for a new one");
  }

  @Test
  void anExpiredTicketStillNamesWhatWasBegunWithIt() throws Exception {
    TicketSigner later = signer(1, NOW.plus(LIFETIME));
    ByteString ticket = sign(ACME);
    assertThat(verifyEvenExpired(later, ACME, ticket).getQueryId()).isEqualTo("q");
    assertRefused(
        () -> verifyEvenExpired(later, new Caller("other", Optional.empty()), ticket),
        ErrorCode.PERMISSION_DENIED);
  }

  @Test
  void aTicketOfAnotherOrganisationIsRefused() {
    assertRefused(
        () -> verify(signer, new Caller("other", Optional.empty()), sign(ACME)),
        ErrorCode.PERMISSION_DENIED);
  }

  @Test
  void aTicketOfAnotherUserIsRefused() {
    assertRefused(
        () -> verify(signer, new Caller("acme", Optional.of("eve")), sign(BOB)),
        ErrorCode.PERMISSION_DENIED);
  }

  @Test
  void aTicketOfTheOrganisationServesItsUsers() throws Exception {
    assertThat(verify(signer, BOB, sign(ACME)).getQueryId()).isEqualTo("q");
  }

  @Test
  void aTicketForOnePurposeIsRefusedForAnother() {
    assertRefused(
        () ->
            ACME.call(
                () -> signer.verify(sign(ACME), TicketPurpose.TICKET_PURPOSE_SESSION, "session")),
        ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void aShortKeyIsRefused() {
    assertThatThrownBy(() -> new TicketSigner(new byte[8], Clock.systemUTC()))
        .hasMessageContaining("32 bytes");
  }

  private ByteString sign(Caller caller) {
    Ticket.Builder ticket =
        Ticket.newBuilder().setPurpose(TicketPurpose.TICKET_PURPOSE_STREAM).setQueryId("q");
    return caller.call(() -> signer.sign(ticket, LIFETIME));
  }

  private static Ticket verify(TicketSigner signer, Caller caller, ByteString ticket) {
    return caller.call(() -> signer.verify(ticket, TicketPurpose.TICKET_PURPOSE_STREAM, "ticket"));
  }

  private static Ticket verifyEvenExpired(TicketSigner signer, Caller caller, ByteString ticket) {
    return caller.call(
        () -> signer.verifyEvenExpired(ticket, TicketPurpose.TICKET_PURPOSE_STREAM, "ticket"));
  }

  private static TicketSigner signer(int seed, Instant now) {
    byte[] key = new byte[TicketSigner.KEY_BYTES];
    Arrays.fill(key, (byte) seed);
    return new TicketSigner(key, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static void assertRefused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            GatewayException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }
}
