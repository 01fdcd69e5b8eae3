package io.tributary.trino;

import io.trino.spi.TrinoException;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.vector.VectorSchemaRoot;

/// Rows on their way from the gateway, batch by batch. Errors are Trino's.
final class GatewayStream implements AutoCloseable {

  private final FlightStream stream;
  private final GatewayErrors errors;

  GatewayStream(FlightStream stream, GatewayErrors errors) {
    this.stream = stream;
    this.errors = errors;
  }

  /// Waits for the next batch, which replaces the one in [#batch].
  ///
  /// @return whether there is one
  boolean next() {
    try {
      return stream.next();
    } catch (FlightRuntimeException error) {
      throw errors.translate(error);
    }
  }

  /// The current batch. The stream owns it.
  VectorSchemaRoot batch() {
    try {
      return stream.getRoot();
    } catch (FlightRuntimeException error) {
      throw errors.translate(error);
    }
  }

  /// Ends the read, at the source too if rows were still to come.
  @Override
  public void close() {
    try {
      stream.close();
    } catch (FlightRuntimeException error) {
      // Closing early ends in our own cancellation.
      if (error.status().code() != FlightStatusCode.CANCELLED) {
        throw errors.translate(error);
      }
    } catch (Exception error) {
      throw new TrinoException(
          TributaryErrorCode.TRIBUTARY_GATEWAY_FAILED, "A stream could not be closed", error);
    }
  }
}
