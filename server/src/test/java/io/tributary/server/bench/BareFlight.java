package io.tributary.server.bench;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.arrow.flight.BackpressureStrategy.CallbackBackpressureStrategy;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.flight.FlightServer;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.NoOpFlightProducer;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;

/// The least that can stand between DuckDB's batches and a Flight client: no SQL, no session, no
/// limits.
final class BareFlight implements AutoCloseable {
  private static final Ticket TICKET = new Ticket("rows".getBytes(StandardCharsets.UTF_8));

  private final ExecutorService senders = Executors.newCachedThreadPool();
  private final FlightServer server;
  private final FlightClient client;

  /// What is sent.
  @FunctionalInterface
  interface Rows {

    /// Opens them, gives them away and closes them.
    void give(Taking taking) throws Exception;
  }

  @FunctionalInterface
  interface Taking {
    void take(ArrowReader rows) throws Exception;
  }

  BareFlight(BufferAllocator allocator, Rows rows) throws Exception {
    server =
        FlightServer.builder(
                allocator,
                Location.forGrpcInsecure("127.0.0.1", 0),
                new NoOpFlightProducer() {
                  @Override
                  public void getStream(
                      CallContext context, Ticket ticket, ServerStreamListener listener) {
                    var backpressure = new CallbackBackpressureStrategy();
                    backpressure.register(listener);
                    senders.execute(() -> send(rows, listener, backpressure));
                  }
                })
            .build()
            .start();
    client =
        FlightClient.builder(allocator, Location.forGrpcInsecure("127.0.0.1", server.getPort()))
            .build();
  }

  private static void send(
      Rows rows, ServerStreamListener listener, CallbackBackpressureStrategy backpressure) {
    try {
      rows.give(reader -> {
        listener.start(reader.getVectorSchemaRoot());
        while (reader.loadNextBatch()) {
          backpressure.waitForListener(0);
          listener.putNext();
        }
      });
      listener.completed();
    } catch (Exception e) {
      listener.error(CallStatus.INTERNAL.withCause(e).toRuntimeException());
    }
  }

  /// Reads all rows.
  long read() throws Exception {
    try (FlightStream stream = client.getStream(TICKET)) {
      return FlightReader.rows(stream);
    }
  }

  @Override
  public void close() throws Exception {
    client.close();
    server.close();
    senders.close();
  }
}
