package io.tributary.server.bench;

import io.tributary.server.GatewayRunner;
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

  /// Reads a result in a way of one's own.
  long query(String sql, Reading reading) throws Exception {
    long rows = 0;
    for (FlightEndpoint endpoint : client.execute(sql).getEndpoints()) {
      try (FlightStream stream = client.getStream(endpoint.getTicket())) {
        rows += reading.read(stream);
      }
    }
    return rows;
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
