package io.tributary.gateway.endpoint.flight;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.message.IpcOption;

/// A client that takes all that it is sent, counts the batches, and remembers what failed.
final class ReadyClient implements ServerStreamListener {
  private final List<Throwable> errors = new ArrayList<>();
  private int batches;

  int batches() {
    return batches;
  }

  List<Throwable> errors() {
    return errors;
  }

  @Override
  public void error(Throwable failure) {
    errors.add(failure);
  }

  @Override
  public boolean isCancelled() {
    return false;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void setOnCancelHandler(Runnable handler) {}

  @Override
  public void setOnReadyHandler(Runnable handler) {}

  @Override
  public void start(VectorSchemaRoot root, DictionaryProvider dictionaries, IpcOption option) {}

  @Override
  public void putNext() {
    batches++;
  }

  @Override
  public void putNext(ArrowBuf metadata) {}

  @Override
  public void putMetadata(ArrowBuf metadata) {}

  @Override
  public void completed() {}
}
