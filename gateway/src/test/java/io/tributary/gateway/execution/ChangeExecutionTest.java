package io.tributary.gateway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.RunningChange;
import io.tributary.connector.SourceWriter;
import io.tributary.connector.TableChange;
import io.tributary.connector.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ChangeExecutionTest {
  private static final long MB = 1L << 20;

  private final BufferAllocator allocator = new RootAllocator();
  private final MemoryBudget budget =
      new MemoryBudget(allocator, new MemoryLimits(128 * MB, 0, 40 * MB, 1));

  @AfterEach
  void close() {
    allocator.close();
  }

  @Test
  void whatIsDoneIsToldWithoutAnyMemoryLeft() {
    var change =
        new Change(
            "shop.main.t",
            new Greedy(),
            new TableChange.Drop(new TableName("main", "t")),
            List.of(),
            List.of(),
            () -> {});
    try (var execution =
        new ChangeExecution(
            change,
            Optional.empty(),
            Optional.empty(),
            new QueryMemory(budget, allocator, "query", 0))) {
      execution.open();
      assertThat(execution.next()).isTrue();
      assertThat(((BigIntVector) execution.root().getVector(0)).get(0)).isEqualTo(7);
    }
  }

  /// Holds all the memory there is once it has made its change.
  private static final class Greedy implements SourceWriter {
    @Override
    public List<ColumnDescription> columnsFor(List<Field> wanted, Map<String, Integer> maxLengths) {
      return List.of();
    }

    @Override
    public RunningChange start(TableChange change, ArrowReader rows, BufferAllocator memory) {
      return new RunningChange() {
        private final List<ArrowBuf> taken = new ArrayList<>();

        @Override
        public long run() {
          for (long bytes = 64 * MB; bytes > 0; bytes /= 2) {
            try {
              taken.add(memory.buffer(bytes));
            } catch (OutOfMemoryException _) {
              // less may fit
            }
          }
          return 7;
        }

        @Override
        public void cancel() {}

        @Override
        public void close() {
          taken.forEach(ArrowBuf::close);
        }
      };
    }
  }
}
