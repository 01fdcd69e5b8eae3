package io.tributary.gateway.endpoint.flight;

import io.tributary.gateway.endpoint.BatchPieces;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/// What a listener is started with, which sends the same root for ever: this one shows it another
/// piece of a large batch each time. It owns nothing.
final class SlicedRoot extends VectorSchemaRoot {
  private final VectorSchemaRoot batch;
  private VectorSchemaRoot shown;

  /// @param batch is loaded again and again by others
  SlicedRoot(VectorSchemaRoot batch) {
    super(batch.getSchema(), batch.getFieldVectors(), batch.getRowCount());
    this.batch = batch;
    this.shown = batch;
  }

  /// Sends what the batch holds now.
  ///
  /// @param awaitClient waits until the client takes a message; false when it has left
  /// @return false when the client left
  boolean send(ServerStreamListener listener, BooleanSupplier awaitClient) {
    return BatchPieces.forEach(
        batch,
        piece -> {
          if (!awaitClient.getAsBoolean()) {
            return false;
          }
          shown = piece;
          listener.putNext();
          return true;
        });
  }

  @Override
  public List<FieldVector> getFieldVectors() {
    return shown.getFieldVectors();
  }

  @Override
  public int getRowCount() {
    return shown.getRowCount();
  }
}
