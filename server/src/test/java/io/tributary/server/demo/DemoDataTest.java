package io.tributary.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testing.PostgresServer;
import io.tributary.testing.TpchTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoDataTest {
  @TempDir Path cache;

  @Test
  void dataIsMadeOnceAndSharedByRunsThatDoNotDisturbEachOther() throws Exception {
    FileTime made;
    try (DemoDatabase first = data().start()) {
      made = Files.getLastModifiedTime(data().parquet(TpchTable.PART));
      try (DemoDatabase second = data().start()) {
        second.server().execute("DROP TABLE public.orders CASCADE");
        assertThat(orders(first.server())).isEqualTo(1500);
      }
    }

    try (DemoDatabase third = data().start()) {
      assertThat(orders(third.server())).isEqualTo(1500);
    }
    assertThat(Files.getLastModifiedTime(data().parquet(TpchTable.PART))).isEqualTo(made);
    assertThat(runs()).isEmpty();
  }

  @Test
  void whatAKilledRunLeftIsRemoved() throws Exception {
    Path abandoned = Files.createDirectories(cache.resolve("runs").resolve("dead"));
    Files.createFile(abandoned.resolve("lock"));
    Files.createDirectory(abandoned.resolve("postgres"));

    DemoDatabase.removeAbandoned(cache.resolve("runs"));

    assertThat(abandoned).doesNotExist();
  }

  private DemoData data() {
    return new DemoData(cache, 0.001, line -> {});
  }

  private List<Path> runs() throws IOException {
    try (var entries = Files.list(cache.resolve("runs"))) {
      return entries.toList();
    }
  }

  private static long orders(PostgresServer server) throws SQLException {
    try (var connection = server.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM public.orders")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
