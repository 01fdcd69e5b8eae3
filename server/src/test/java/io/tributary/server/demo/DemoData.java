package io.tributary.server.demo;

import io.tributary.testing.PostgresServer;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/// TPC-H data that is made once and kept: a PostgreSQL cluster and Parquet files.
///
/// What is kept is complete and never changes: it is made aside, then renamed, and every run works
/// on a copy of the cluster. So a run that is killed spoils nothing, and several go on at a time.
final class DemoData {
  static final Set<TpchTable> IN_POSTGRES =
      Set.of(
          TpchTable.CUSTOMER,
          TpchTable.ORDERS,
          TpchTable.SUPPLIER,
          TpchTable.NATION,
          TpchTable.REGION);
  static final Set<TpchTable> IN_PARQUET =
      Set.of(TpchTable.LINEITEM, TpchTable.PART, TpchTable.PARTSUPP);

  /// Counts up whenever what is kept changes its form.
  private static final int FORMAT = 1;

  private static final String POSTGRES_SCHEMA = "public";
  private static final String LAKE_SCHEMA = "tpch";

  private final Path cache;
  private final double scaleFactor;
  private final Consumer<String> progress;

  /// @param cache made if it does not exist
  /// @param progress takes a line whenever a slow step has something to tell
  DemoData(Path cache, double scaleFactor, Consumer<String> progress) {
    this.cache = cache;
    this.scaleFactor = scaleFactor;
    this.progress = progress;
  }

  /// The folder for what is worth keeping between runs.
  static Path defaultCache() {
    String chosen = System.getenv("TRIBUTARY_CACHE");
    if (chosen != null && !chosen.isBlank()) {
      return Path.of(chosen).toAbsolutePath();
    }
    String caches = System.getenv("XDG_CACHE_HOME");
    Path parent =
        caches != null && !caches.isBlank()
            ? Path.of(caches)
            : Path.of(System.getProperty("user.home"), ".cache");
    return parent.resolve("tributary").toAbsolutePath();
  }

  /// The name by which SQL reaches a table of the demo.
  static String tableName(TpchTable table) {
    return IN_POSTGRES.contains(table)
        ? "sales." + POSTGRES_SCHEMA + "." + table.tableName()
        : "lake." + LAKE_SCHEMA + "." + table.tableName();
  }

  /// Makes what is not there yet and starts PostgreSQL. The caller closes it.
  DemoDatabase start() throws IOException, SQLException {
    Path runs = Files.createDirectories(cache.resolve("runs"));
    DemoDatabase.Folder run;
    try (FileChannel channel = openLock(cache.resolve("lock"));
        FileLock lock = lockAloud(channel)) {
      DemoDatabase.removeAbandoned(runs);
      if (!Files.exists(kept())) {
        make();
      }
      run = DemoDatabase.Folder.create(runs.resolve(UUID.randomUUID().toString()));
      lock.release();
    }
    progress.accept("Starting PostgreSQL");
    return DemoDatabase.start(run, kept().resolve("postgres"));
  }

  /// The folder with the Parquet files, in a folder for their schema.
  Path lake() {
    return kept().resolve("lake");
  }

  /// The Parquet file of a table.
  Path parquet(TpchTable table) {
    return lake().resolve(LAKE_SCHEMA).resolve(table.tableName() + ".parquet");
  }

  private Path kept() {
    return cache.resolve(String.format(Locale.ROOT, "demo-%d-sf%s", FORMAT, scaleFactor));
  }

  private void make() throws IOException, SQLException {
    progress.accept(
        "Making the data in " + kept() + " (once; TPC-H scale factor " + scaleFactor + ")");
    Path unfinished = kept().resolveSibling(kept().getFileName() + ".unfinished");
    DemoDatabase.stop(unfinished.resolve("postgres"));
    new FileTree(unfinished).delete();
    var tpch = new TpchData(scaleFactor, line -> progress.accept("  " + line));
    for (TpchTable table : TpchTable.values()) {
      if (IN_PARQUET.contains(table)) {
        progress.accept("  Parquet: " + table.tableName());
        tpch.writeParquet(unfinished.resolve("lake").resolve(LAKE_SCHEMA), List.of(table));
      }
    }
    progress.accept("  PostgreSQL: making a database cluster");
    try (PostgresServer server = PostgresServer.startIn(unfinished.resolve("postgres"));
        Connection connection = server.connect()) {
      progress.accept("  PostgreSQL: customer, orders, supplier, nation, region");
      tpch.loadIntoPostgres(connection, POSTGRES_SCHEMA, IN_POSTGRES);
    }
    Files.move(unfinished, kept(), StandardCopyOption.ATOMIC_MOVE);
  }

  private FileLock lockAloud(FileChannel channel) throws IOException {
    FileLock lock = channel.tryLock();
    if (lock != null) {
      return lock;
    }
    progress.accept("Waiting for another demo that prepares the data");
    return channel.lock();
  }

  static FileChannel openLock(Path file) {
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
