package io.tributary.server.bench;

import io.tributary.server.GatewayRunner;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.BufferAllocator;

/// A Flight SQL client that reads and forgets.
final class FlightReader implements AutoCloseable {
  private final FlightSqlClient client;

  FlightReader(GatewayRunner gateway, BufferAllocator allocator) {
    this(gateway.grpcPort(), allocator);
  }

  FlightReader(int grpcPort, BufferAllocator allocator) {
    client =
        new FlightSqlClient(
            FlightClient.builder(allocator, Location.forGrpcInsecure("127.0.0.1", grpcPort))
                .build());
  }

  /// Reads all rows.
  long query(String sql) throws Exception {
    return query(sql, FlightReader::rows);
  }

  /// Reads a result in a way of one's own, all its parts at once.
  long query(String sql, Reading reading) throws Exception {
    List<Callable<Long>> parts =
        client.execute(sql).getEndpoints().stream()
            .<Callable<Long>>map(endpoint -> () -> read(endpoint, reading))
            .toList();
    long rows = 0;
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Long> part : readers.invokeAll(parts)) {
        rows += part.get();
      }
    }
    return rows;
  }

  private long read(FlightEndpoint endpoint, Reading reading) throws Exception {
    try (FlightStream stream = client.getStream(endpoint.getTicket())) {
      return reading.read(stream);
    }
  }

  /// Reads a stream and says how many rows it took.
  @FunctionalInterface
  interface Reading {
    long read(FlightStream stream) throws Exception;
  }

  static long rows(FlightStream stream) {
    long rows = 0;
    while (stream.next()) {
      rows += stream.getRoot().getRowCount();
    }
    return rows;
  }

  @Override
  public void close() throws Exception {
    client.close();
  }
}
