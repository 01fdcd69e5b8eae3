package io.tributary.gateway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    Thread thread =
        DuckDbThreads.named("duckdb-test")
            .newThread(() -> assertThat(niceOrThrow("duckdb-test")).containsExactly(10));
    var failure = new Throwable[1];
    thread.setUncaughtExceptionHandler((_, e) -> failure[0] = e);
    thread.start();
    thread.join();
    assertThat(failure[0]).isNull();
  }

  private static List<Integer> niceOrThrow(String name) {
    try {
      return nice(name);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
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
