package io.tributary.gateway.endpoint.flight;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Timestamps;
import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.gateway.error.GatewayException;
import io.tributary.v1.SignedTicket;
import io.tributary.v1.Ticket;
import io.tributary.v1.TicketPurpose;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes and reads what is handed out to clients to be given back later, here or to another gateway
/// with the same key. What was tampered with, has expired or belongs to somebody else is refused.
public final class TicketSigner {
  public static final int KEY_BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;
  private final Clock clock;

  /// @param key at least [#KEY_BYTES] random bytes, the same in all gateways behind one balancer
  public TicketSigner(byte[] key, Clock clock) {
    if (key.length < KEY_BYTES) {
      throw new IllegalArgumentException(
          "a ticket key needs at least %d bytes".formatted(KEY_BYTES));
    }
    this.key = new SecretKeySpec(key, ALGORITHM);
    this.clock = clock;
  }

  /// A signer for one process: its tickets end with it.
  public static TicketSigner withRandomKey(Clock clock) {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return new TicketSigner(key, clock);
  }

  /// The time by the clock that tickets expire by.
  Instant now() {
    return clock.instant();
  }

  /// Signs a ticket for the current caller.
  ByteString sign(Ticket.Builder ticket, Duration lifetime) {
    Caller caller = Caller.current();
    ByteString payload =
        ticket
            .setOrganisation(caller.organisation())
            .setUser(caller.user().orElse(""))
            .setExpiresAt(Timestamps.fromMillis(clock.instant().plus(lifetime).toEpochMilli()))
            .build()
            .toByteString();
    return SignedTicket.newBuilder()
        .setPayload(payload)
        .setSignature(ByteString.copyFrom(signature(payload)))
        .build()
        .toByteString();
  }

  /// Reads a ticket that the current caller gave back.
  ///
  /// @param thing what users call it, for messages
  /// @throws GatewayException INVALID_ARGUMENT where no gateway with this key made it for this
  ///   purpose or it has expired, PERMISSION_DENIED where it was made for somebody else
  Ticket verify(ByteString signedTicket, TicketPurpose purpose, String thing) {
    Ticket ticket = verifyEvenExpired(signedTicket, purpose, thing);
    if (Timestamps.toMillis(ticket.getExpiresAt()) <= clock.millis()) {
      throw new GatewayException(
          ErrorCode.INVALID_ARGUMENT, "this %s has expired; ask for a new one".formatted(thing));
    }
    return ticket;
  }

  /// As [#verify], for tickets that only name what was begun with them.
  Ticket verifyEvenExpired(ByteString signedTicket, TicketPurpose purpose, String thing) {
    Ticket ticket = authentic(signedTicket, thing);
    if (ticket.getPurpose() != purpose) {
      throw foreign(thing);
    }
    Caller caller = Caller.current();
    boolean sameUser =
        ticket.getUser().isEmpty() || ticket.getUser().equals(caller.user().orElse(""));
    if (!ticket.getOrganisation().equals(caller.organisation()) || !sameUser) {
      throw new GatewayException(
          ErrorCode.PERMISSION_DENIED, "this %s was made for another caller".formatted(thing));
    }
    return ticket;
  }

  private Ticket authentic(ByteString signedTicket, String thing) {
    try {
      SignedTicket signed = SignedTicket.parseFrom(signedTicket);
      if (!MessageDigest.isEqual(
          signature(signed.getPayload()), signed.getSignature().toByteArray())) {
        throw foreign(thing);
      }
      return Ticket.parseFrom(signed.getPayload());
    } catch (InvalidProtocolBufferException _) {
      throw foreign(thing);
    }
  }

  private byte[] signature(ByteString payload) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(payload.asReadOnlyByteBuffer());
      return mac.doFinal();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
    }
  }

  private static GatewayException foreign(String thing) {
    return new GatewayException(
        ErrorCode.INVALID_ARGUMENT,
        "this is no %s of this gateway: gateways behind one balancer need the same flight.ticket-key"
            .formatted(thing));
  }
}
