package io.tributary.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.testing.Eventually;
import io.tributary.testing.RefusingProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What holds for every connector of a server when the server, or the way to it, fails.
@Timeout(120)
public abstract class DyingSourceContract {
  private static final Schema NUMBERS =
      new Schema(List.of(Field.nullable("n", new ArrowType.Int(64, true))));

  private final BufferAllocator allocator = new RootAllocator();
  private RefusingProxy proxy;
  private SqlSource source;

  protected abstract ConnectorFactory connector();

  protected abstract int serverPort();

  /// Settings for a pool of one connection.
  ///
  /// @param port of the server, or of what stands before it
  protected abstract Map<String, String> properties(int port);

  /// A query for one BIGINT column whose rows never end.
  protected abstract String endlessSql();

  /// A query for one BIGINT column that works for ever before its first row.
  protected abstract String silentSql();

  /// A query that fails twice in each session as if it might not fail again, before its first row,
  /// and then gives 2.
  protected abstract String momentarilyFailingSql();

  /// A query that gives 100,000 numbers from 1 on, and then fails as if it might not fail again.
  protected abstract String momentarilyFailingSqlInMidStream();

  /// What the server says then.
  protected abstract String momentaryFailure();

  /// Ends all connections of the source.
  protected abstract void cutConnections() throws Exception;

  /// Ends all queries of the source, not their connections.
  protected abstract void endQueries() throws Exception;

  /// Ends the server and starts it again.
  protected abstract void crash();

  /// How many queries the server works on for us.
  protected abstract int runningQueries() throws Exception;

  @BeforeEach
  final void open() throws Exception {
    proxy = new RefusingProxy(serverPort());
    source =
        (SqlSource)
            connector()
                .open(
                    new SourceConfiguration(
                        "shop", connector().descriptor().id(), properties(proxy.port()), "1"));
  }

  @AfterEach
  final void close() throws Exception {
    source.close();
    proxy.close();
    assertThat(allocator.getAllocatedMemory()).as("bytes left").isZero();
    allocator.close();
  }

  private SourceRead read(String sql) {
    return source.read(new SourceQuery(sql, NUMBERS, 1000, false), allocator);
  }

  private List<Long> rows(String sql) throws Exception {
    try (SourceRead read = read(sql)) {
      List<Long> rows = new ArrayList<>();
      ArrowReader reader = read.partitions().getFirst();
      while (reader.loadNextBatch()) {
        var numbers = (BigIntVector) reader.getVectorSchemaRoot().getVector(0);
        for (int row = 0; row < numbers.getValueCount(); row++) {
          rows.add(numbers.get(row));
        }
      }
      return rows;
    }
  }

  private void assertUnavailable(ArrowReader reader) {
    assertThatThrownBy(
            () -> {
              while (reader.loadNextBatch()) {
                assertThat(reader.getVectorSchemaRoot().getRowCount()).isPositive();
              }
            })
        .isInstanceOfSatisfying(
            ConnectorException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE))
        .hasMessageStartingWith("source shop cannot be reached: ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aConnectionThatIsCutInMidStreamFailsTheReadAndNothingElse() throws Exception {
    try (SourceRead read = read(endlessSql())) {
      ArrowReader reader = read.partitions().getFirst();
      assertThat(reader.loadNextBatch()).isTrue();

      cutConnections();

      assertUnavailable(reader);
    }
    assertThat(rows("SELECT 1")).containsExactly(1L);
  }

  @Test
  void aQueryThatSomebodyEndsBeforeItsFirstRowIsNotAskedAgain() throws Exception {
    try (SourceRead read = read(silentSql())) {
      Eventually.holds("the query runs", Duration.ofSeconds(10), () -> runningQueries() == 1);

      endQueries();

      assertThatThrownBy(() -> read.partitions().getFirst().loadNextBatch())
          .isInstanceOf(ConnectorException.class)
          .hasMessageStartingWith("source shop ended the query: ");
      assertThat(runningQueries()).isZero();
    }
    assertThat(rows("SELECT 1")).containsExactly(1L);
  }

  @Test
  void aServerThatDiesInMidStreamFailsTheReadAndIsReadAgainWhenItIsBack() throws Exception {
    try (SourceRead read = read(endlessSql())) {
      ArrowReader reader = read.partitions().getFirst();
      assertThat(reader.loadNextBatch()).isTrue();

      crash();

      assertUnavailable(reader);
    }
    assertThat(rows("SELECT 1")).containsExactly(1L);
  }

  @Test
  void aConnectionThatWasCutWhileNobodyUsedItIsReplaced() throws Exception {
    assertThat(rows("SELECT 1")).containsExactly(1L);

    cutConnections();

    assertThat(rows("SELECT 1")).containsExactly(1L);
  }

  @Test
  void aServerThatRefusesForAMomentIsAskedAgain() throws Exception {
    proxy.refuse(3);

    assertThat(rows("SELECT 1")).containsExactly(1L);
    assertThat(proxy.refused()).isEqualTo(3);
  }

  @Test
  void aServerThatRefusesFourTimesIsLeftAlone() throws Exception {
    proxy.refuse(1000);

    try (SourceRead read = read("SELECT 1")) {
      assertUnavailable(read.partitions().getFirst());
    }
    assertThat(proxy.refused()).isEqualTo(4);
  }

  @Test
  void cancellingEndsTheWaitForAnotherAttempt() throws Exception {
    proxy.refuse(1000);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        SourceRead read = read("SELECT 1")) {
      Future<Boolean> first = threads.submit(() -> read.partitions().getFirst().loadNextBatch());
      Eventually.holds("the wait is long", Duration.ofSeconds(10), () -> proxy.refused() == 3);

      read.cancel();

      assertThatThrownBy(() -> first.get(1, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOfSatisfying(
              ConnectorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    }
  }

  @Test
  void aMomentaryFailureBeforeTheFirstRowIsNotSeen() throws Exception {
    assertThat(rows(momentarilyFailingSql())).containsExactly(2L);
  }

  @Test
  void aMomentaryFailureAfterTheFirstRowIs() throws Exception {
    List<Long> seen = new ArrayList<>();
    try (SourceRead read = read(momentarilyFailingSqlInMidStream())) {
      ArrowReader reader = read.partitions().getFirst();
      assertThatThrownBy(
              () -> {
                while (reader.loadNextBatch()) {
                  var numbers = (BigIntVector) reader.getVectorSchemaRoot().getVector(0);
                  seen.add(numbers.get(0));
                }
              })
          .isInstanceOf(ConnectorException.class)
          .hasMessageStartingWith("source shop failed: " + momentaryFailure());
    }
    assertThat(seen).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void whoWaitsForAConnectionIsServedWhenTheOneBeforeIsCancelled() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        SourceRead busy = read(silentSql())) {
      Eventually.holds("the query runs", Duration.ofSeconds(10), () -> runningQueries() == 1);
      Future<List<Long>> waiting = threads.submit(() -> rows("SELECT 1"));

      busy.cancel();

      assertThat(waiting.get(3, TimeUnit.SECONDS)).containsExactly(1L);
    }
  }
}
