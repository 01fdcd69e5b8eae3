package io.tributary.server.bench;

import io.tributary.connector.ScannedTable;
import io.tributary.connector.SourceConfiguration;
import io.tributary.connector.SourceQuery;
import io.tributary.connector.SourceRead;
import io.tributary.connector.SqlSource;
import io.tributary.connector.TableName;
import io.tributary.connector.postgresql.PostgresqlConnector;
import io.tributary.testing.PostgresServer;
import io.tributary.testing.TpchData;
import io.tributary.testing.TpchTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/// Columns of PostgreSQL's lineitem into Arrow, against `psql` that throws the same rows away as
/// they come, in the binary format of COPY.
final class ReadBenchmark implements Benchmark {
  /// 1.5 million rows.
  private static final double SCALE_FACTOR = 0.25;

  private static final String COPY = "COPY (%s) TO STDOUT (FORMAT binary)";

  private static final int BATCH_ROWS = 32_768;

  /// As fast, within what one run differs from the next.
  private static final double TARGET_RATIO = 1 / 0.95;

  private static final TableName LINEITEM = new TableName("public", "lineitem");

  private static final int STREAMS = 2;
  private static final double TARGET_RATIO_OF_RANGES = 1 / 1.6;

  private static final InTurn RUNS = new InTurn(3, 9);

  private final String name;
  private final List<String> columns;

  private ReadBenchmark(String name, List<String> columns) {
    this.name = name;
    this.columns = columns;
  }

  static ReadBenchmark ofAllColumns() {
    return new ReadBenchmark("read", TpchTable.LINEITEM.columnNames());
  }

  static ReadBenchmark ofFewColumns() {
    return new ReadBenchmark("read-narrow", List.of("l_orderkey", "l_extendedprice", "l_shipdate"));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return "%d columns of PostgreSQL's lineitem into Arrow, against psql's COPY to nowhere"
        .formatted(columns.size());
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    try (PostgresServer postgres = PostgresServer.start();
        BufferAllocator allocator = new RootAllocator()) {
      try (Connection connection = postgres.connect()) {
        new TpchData(SCALE_FACTOR, progress)
            .loadIntoPostgres(connection, "public", Set.of(TpchTable.LINEITEM));
      }
      postgres.execute("VACUUM ANALYZE lineitem");
      String sql = "SELECT %s FROM lineitem".formatted(String.join(", ", columns));
      try (SqlSource source = open(postgres)) {
        var query = new SourceQuery(sql, schema(source), BATCH_ROWS, false);
        var scan = new ScannedTable(LINEITEM, sql.replace("lineitem", ""), " AS lineitem");
        var inRanges =
            new SourceQuery(
                sql, query.arrowSchema(), BATCH_ROWS, false, Optional.of(scan), STREAMS, false);
        var psql = new Psql(postgres, COPY.formatted(sql));
        progress.accept("Measuring one stream");
        InTurn.Medians one = RUNS.measure(() -> read(source, query, allocator), psql::run);
        progress.accept("Measuring " + STREAMS);
        InTurn.Medians several = RUNS.measure(() -> read(source, inRanges, allocator), psql::run);
        progress.accept("Measuring two of psql");
        InTurn.Medians halves = RUNS.measure(() -> inHalves(postgres, sql), psql::run);
        return List.of(
            new Figure.Compared(
                "%d columns, one stream".formatted(columns.size()),
                one.ours(),
                one.peer(),
                TARGET_RATIO),
            new Figure.Compared(
                "%d columns, %d ranges at once".formatted(columns.size(), STREAMS),
                several.ours(),
                several.peer(),
                TARGET_RATIO_OF_RANGES),
            new Figure.Beside(
                "%d columns, two of psql, half each".formatted(columns.size()),
                halves.ours(),
                halves.peer()));
      }
    }
  }

  /// What two readers take that decode nothing.
  private static int inHalves(PostgresServer postgres, String sql) throws Exception {
    int middle = pages(postgres) / 2;
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> reader :
          readers.invokeAll(
              List.of(
                  half(postgres, "%s WHERE ctid < '(%d,0)'".formatted(sql, middle)),
                  half(postgres, "%s WHERE ctid >= '(%d,0)'".formatted(sql, middle))))) {
        reader.get();
      }
    }
    return 2;
  }

  private static Callable<Integer> half(PostgresServer postgres, String sql) {
    return new Psql(postgres, COPY.formatted(sql))::run;
  }

  private static int pages(PostgresServer postgres) throws SQLException {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement();
        ResultSet pages =
            statement.executeQuery("SELECT relpages FROM pg_class WHERE relname = 'lineitem'")) {
      pages.next();
      return pages.getInt(1);
    }
  }

  private static SqlSource open(PostgresServer postgres) {
    return (SqlSource)
        new PostgresqlConnector()
            .open(new SourceConfiguration("sales", "postgresql", postgres.sourceProperties(), "1"));
  }

  private Schema schema(SqlSource source) {
    Schema table = source.describe(LINEITEM).orElseThrow().arrowSchema();
    return new Schema(columns.stream().map(table::findField).toList());
  }

  private static long read(SqlSource source, SourceQuery query, BufferAllocator allocator) {
    try (SourceRead read = source.read(query, allocator)) {
      return read.partitions().parallelStream().mapToLong(ReadBenchmark::read).sum();
    }
  }

  private static long read(ArrowReader partition) {
    long rows = 0;
    try {
      while (partition.loadNextBatch()) {
        rows += partition.getVectorSchemaRoot().getRowCount();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }
}
