package io.tributary.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connector.Caller;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.SourceQuery;
import io.tributary.connector.SourceRead;
import io.tributary.gateway.error.GatewayException;
import io.tributary.gateway.testing.FixedMetadata;
import io.tributary.gateway.testing.MadeReads;
import io.tributary.gateway.testing.SmallShop;
import io.tributary.gateway.testing.TestGateway;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Reads that end in ways that no source should have.
@Timeout(60)
final class BrokenReadsTest {
  private static final QueryRequest REQUEST =
      TestGateway.request("SELECT id FROM sales.main.customer");

  @TempDir private Path folder;
  private SmallShop shop;

  @BeforeEach
  void open() {
    shop = new SmallShop(folder);
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  private TestGateway reading(BiFunction<SourceQuery, BufferAllocator, SourceRead> maker) {
    var sales = new MadeReads("sales", shop.database(), maker);
    return new TestGateway(new FixedMetadata(Map.of("sales", sales)), folder);
  }

  @Test
  void aQueryWhoseDriverBreaksHoldsNothing() {
    try (TestGateway gateway =
        reading((_, _) -> {
          throw new NoClassDefFoundError("of the driver");
        })) {
      QueryService queries = gateway.queries();
      assertThatThrownBy(() -> Caller.DEFAULT.run(() -> queries.start(REQUEST).close()))
          .isInstanceOf(NoClassDefFoundError.class);

      assertThat(queries.runningQueries()).isZero();
      assertThat(queries.memoryUsage().reservedBytes()).isZero();
      assertThat(Caller.DEFAULT.call(queries::list))
          .singleElement()
          .satisfies(query -> {
            assertThat(query.running()).isFalse();
            assertThat(query.failure()).isEqualTo(Optional.of(ErrorCode.INTERNAL));
          });
    }
  }

  @Test
  void aReadThatEndsSinceItWasCancelledIsNotWhole() throws Exception {
    try (TestGateway gateway =
            reading((query, allocator) ->
                new EndsWhenCancelled(new SilentReader(query.arrowSchema(), allocator)));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        ResultStream stream = Caller.DEFAULT.call(() -> gateway.queries().start(REQUEST))) {
      Future<Boolean> next = threads.submit(stream::next);

      stream.cancel();

      assertThatThrownBy(() -> next.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(GatewayException.class)
          .hasMessageContaining("the query was cancelled");
    }
  }

  private record EndsWhenCancelled(SilentReader reader) implements SourceRead {
    @Override
    public List<ArrowReader> partitions() {
      return List.of(reader);
    }

    @Override
    public void cancel() {
      reader.end();
    }

    @Override
    public void close() {
      reader.end();
    }
  }

  /// Has no rows, and does not say so.
  private static final class SilentReader extends ArrowReader {
    private final Schema schema;
    private final CountDownLatch ended = new CountDownLatch(1);

    private SilentReader(Schema schema, BufferAllocator allocator) {
      super(allocator);
      this.schema = schema;
    }

    private void end() {
      ended.countDown();
    }

    @Override
    public boolean loadNextBatch() {
      try {
        ended.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return false;
    }

    @Override
    public long bytesRead() {
      return 0;
    }

    @Override
    protected void closeReadSource() {}

    @Override
    protected Schema readSchema() {
      return schema;
    }
  }
}
