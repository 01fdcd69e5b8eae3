package io.tributary.gateway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What Linux says of threads.
@EnabledOnOs(OS.LINUX)
class DuckDbThreadsTest {
  /// After the command's name, which may hold spaces.
  private static final int NICE_FIELD = 16;

  @TempDir private Path spill;

  @Test
  void threadsOfInstancesGiveWay() throws Exception {
    try (var pool = new DuckDbPool(new DuckDbSettings(64L << 20, 2, spill), 1)) {
      DuckDBConnection instance = pool.take(64L << 20);
      try {
        assertThat(nice("duckdb-make")).isNotEmpty().containsOnly(10);
      } finally {
        pool.end(instance);
      }
    }
  }

  @Test
  void threadsThatCallDuckDbGiveWay() throws Exception {
    var nice = new FutureTask<List<Integer>>(() -> nice("duckdb-test"));
    DuckDbThreads.named("duckdb-test").newThread(nice).start();
    assertThat(nice.get()).containsExactly(10);
  }

  private static List<Integer> nice(String name) throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      return tasks
          .map(DuckDbThreadsTest::stat)
          .filter(stat -> stat.contains("(" + name + ")"))
          .map(stat -> stat.substring(stat.lastIndexOf(')') + 2))
          .map(fields -> Splitter.on(' ').splitToList(fields).get(NICE_FIELD))
          .map(Integer::valueOf)
          .toList();
    }
  }

  private static String stat(Path task) {
    try {
      return Files.readString(task.resolve("stat"));
    } catch (IOException e) {
      // The thread has ended meanwhile.
      return "";
    }
  }
}
