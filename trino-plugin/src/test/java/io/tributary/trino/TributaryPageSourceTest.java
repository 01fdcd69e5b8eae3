package io.tributary.trino;

import static io.trino.spi.type.BigintType.BIGINT;
import static io.trino.spi.type.IntegerType.INTEGER;
import static io.trino.spi.type.VarcharType.createVarcharType;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trino.spi.TrinoException;
import io.trino.spi.connector.SchemaTableName;
import io.trino.spi.connector.SourcePage;
import io.trino.spi.type.Type;
import io.trino.spi.type.TypeOperators;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightProducer;
import org.apache.arrow.flight.FlightServer;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.NoOpFlightProducer;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Reads from a gateway that behaves badly on request, as a real one hardly can be made to.
final class TributaryPageSourceTest {

  private static final int ROWS_PER_BATCH = 1_000;
  private static final SchemaTableName TABLE = new SchemaTableName("public", "orders");

  private final BadGateway badGateway = new BadGateway();
  private final List<Long> reportedMemory = new ArrayList<>();

  private BufferAllocator serverAllocator;
  private FlightServer server;
  private GatewayClient gateway;

  @BeforeEach
  void startGateway() throws IOException {
    serverAllocator = new RootAllocator();
    Location anyPort = Location.forGrpcInsecure("127.0.0.1", 0);
    server = FlightServer.builder(serverAllocator, anyPort, badGateway).build().start();
    gateway =
        GatewayClient.connect(
            TributaryConfig.parse(
                "sales", Map.of("tributary.uri", "grpc://127.0.0.1:" + server.getPort())));
  }

  /// Closing an Arrow allocator fails if any buffer was not given back.
  @AfterEach
  void nothingLeaks() throws InterruptedException {
    gateway.close();
    server.close();
    serverAllocator.close();
  }

  @Test
  void batches_become_pages() {
    try (TributaryPageSource source = read("whole", column(BIGINT))) {
      List<Long> values = new ArrayList<>();
      for (SourcePage page = source.getNextSourcePage();
          page != null;
          page = source.getNextSourcePage()) {
        for (int i = 0; i < page.getPositionCount(); i++) {
          values.add(BIGINT.getLong(page.getBlock(0), i));
        }
      }

      assertThat(values)
          .isEqualTo(IntStream.range(0, 2 * ROWS_PER_BATCH).mapToObj(i -> (long) i).toList());
      assertThat(source.isFinished()).isTrue();
      assertThat(source.getCompletedPositions()).hasValue(2 * ROWS_PER_BATCH);
    }
  }

  @Test
  void rows_without_columns_are_counted() {
    try (TributaryPageSource source = read("whole")) {
      SourcePage page = requireNonNull(source.getNextSourcePage());

      assertThat(page.getPositionCount()).isEqualTo(ROWS_PER_BATCH);
      assertThat(page.getChannelCount()).isZero();
    }
  }

  @Test
  void memory_is_reported_while_a_batch_is_held_and_returned_at_the_end() {
    try (TributaryPageSource source = read("whole", column(BIGINT))) {
      while (source.getNextSourcePage() != null) {}
    }

    assertThat(reportedMemory).hasSize(3).endsWith(0L);
    assertThat(reportedMemory.getFirst()).isGreaterThan(2L * ROWS_PER_BATCH * Long.BYTES);
  }

  @Test
  void closing_early_cancels_at_the_gateway() throws InterruptedException {
    try (TributaryPageSource source = read("endless", column(BIGINT))) {
      assertThat(source.getNextSourcePage()).isNotNull();
    }

    assertThat(badGateway.cancelled.await(10, SECONDS)).isTrue();
  }

  @Test
  void a_stream_that_breaks_is_an_error_and_no_end() {
    try (TributaryPageSource source = read("breaks", column(BIGINT))) {
      assertThat(source.getNextSourcePage()).isNotNull();

      assertThatThrownBy(source::getNextSourcePage)
          .isInstanceOf(TrinoException.class)
          .hasMessageContaining("cannot be reached")
          .hasMessageContaining("the machine is on fire");
    }
  }

  @Test
  void a_column_that_changed_its_type_is_an_error() {
    try (TributaryPageSource source = read("whole", column(INTEGER))) {
      assertThatThrownBy(source::getNextSourcePage)
          .isInstanceOf(TrinoException.class)
          .hasMessage(
              "Column id of public.orders was integer and is now bigint: run the query again");
    }
  }

  @Test
  void a_text_that_has_grown_longer_than_its_column_was_is_an_error() {
    try (TributaryPageSource source = read("texts", column(createVarcharType(4)))) {
      assertThat(requireNonNull(source.getNextSourcePage()).getBlock(0).getPositionCount())
          .isEqualTo(3);
    }
    try (TributaryPageSource source = read("texts", column(createVarcharType(3)))) {
      assertThatThrownBy(source::getNextSourcePage)
          .isInstanceOf(TrinoException.class)
          .hasMessage(
              "Column id of public.orders was varchar(3) and holds a longer text now: run the query"
                  + " again; if it stays so, the source does not see to that length");
    }
  }

  private TributaryPageSource read(String ticket, TributaryColumnHandle... columns) {
    return new TributaryPageSource(
        gateway.read(new Ticket(ticket.getBytes(UTF_8))),
        TABLE,
        List.of(columns),
        new ArrowTypes(new TypeOperators()),
        reportedMemory::add);
  }

  private static TributaryColumnHandle column(Type type) {
    return new TributaryColumnHandle("id", type, true);
  }

  private final class BadGateway extends NoOpFlightProducer {

    private final CountDownLatch cancelled = new CountDownLatch(1);

    @Override
    public void getStream(CallContext context, Ticket ticket, ServerStreamListener listener) {
      Thread.startVirtualThread(() -> {
        String behaviour = new String(ticket.getBytes(), UTF_8);
        ArrowType type =
            behaviour.equals("texts") ? ArrowType.Utf8.INSTANCE : new ArrowType.Int(64, true);
        Schema schema = new Schema(List.of(Field.nullable("id", type)));
        try (VectorSchemaRoot batch = VectorSchemaRoot.create(schema, serverAllocator)) {
          if (behaviour.equals("texts")) {
            texts(batch, listener);
          } else {
            serve(behaviour, batch, listener);
          }
        }
      });
    }

    private void serve(
        String behaviour, VectorSchemaRoot batch, FlightProducer.ServerStreamListener listener) {
      listener.setOnCancelHandler(cancelled::countDown);
      listener.start(batch);
      put(batch, 0, listener);
      switch (behaviour) {
        case "whole" -> {
          put(batch, ROWS_PER_BATCH, listener);
          listener.completed();
        }
        case "breaks" ->
            listener.error(
                CallStatus.UNAVAILABLE
                    .withDescription("the machine is on fire")
                    .toRuntimeException());
        case "endless" -> awaitCancellation();
        default -> throw new IllegalArgumentException(behaviour);
      }
    }

    private void texts(VectorSchemaRoot batch, ServerStreamListener listener) {
      VarCharVector texts = (VarCharVector) batch.getVector("id");
      texts.setSafe(0, "größ".getBytes(UTF_8));
      texts.setNull(1);
      texts.setSafe(2, "漢字".getBytes(UTF_8));
      batch.setRowCount(3);
      listener.start(batch);
      listener.putNext();
      listener.completed();
    }

    private void put(
        VectorSchemaRoot batch, long firstId, FlightProducer.ServerStreamListener listener) {
      BigIntVector ids = (BigIntVector) batch.getVector("id");
      ids.allocateNew(ROWS_PER_BATCH);
      for (int i = 0; i < ROWS_PER_BATCH; i++) {
        ids.set(i, firstId + i);
      }
      batch.setRowCount(ROWS_PER_BATCH);
      listener.putNext();
    }

    private void awaitCancellation() {
      try {
        cancelled.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
