package io.tributary.trino;

import static io.airlift.slice.SizeOf.estimatedSizeOf;
import static io.airlift.slice.SizeOf.instanceSize;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.trino.spi.connector.ConnectorSplit;
import java.util.Base64;
import org.apache.arrow.flight.Ticket;

/// A part of a scan that one worker reads.
///
/// @param ticket what the gateway gave for it, opaque, in Base64
public record TributarySplit(@JsonProperty("ticket") String ticket) implements ConnectorSplit {

  private static final int INSTANCE_SIZE = instanceSize(TributarySplit.class);

  @Override
  public long getRetainedSizeInBytes() {
    return INSTANCE_SIZE + estimatedSizeOf(ticket);
  }

  static TributarySplit of(Ticket ticket) {
    return new TributarySplit(Base64.getEncoder().encodeToString(ticket.getBytes()));
  }

  Ticket toTicket() {
    return new Ticket(Base64.getDecoder().decode(ticket));
  }

  /// Without the ticket, which opens the rows to whoever has it.
  @Override
  public String toString() {
    return "a part of a scan";
  }
}
