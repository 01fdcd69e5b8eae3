package io.tributary.connector.files;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.RunningChange;
import io.tributary.connector.TableName;
import io.tributary.connector.duckdb.DuckDbSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// Rows that become files, by a DuckDB of this change's own. They are written under a hidden name,
/// looked at, and then renamed. Only then other changes of the table have to wait: rows may come as
/// slowly as who sends them likes.
final class FilesCopy implements RunningChange {
  private static final String INCOMING = "incoming";
  private static final long STACK_BYTES = 16L << 20;

  private final String source;
  private final TableName name;
  private final Plan plan;
  private final Table table;
  private final TableLocks locks;
  private final ArrowReader incoming;
  private final IncomingRows rows;
  private final BufferAllocator allocator;
  private final Path aside;
  private volatile @Nullable Statement running;
  private volatile boolean cancelled;

  /// What is written where.
  ///
  /// @param sql the rows
  /// @param target the file that they become, or the folder that they are added to or become
  /// @param replaces whether the target is a file that they take the place of
  /// @param keepsRows whether that file's rows stay
  /// @param addedTo files of the table that gets the rows; none for a new one
  record Plan(
      String sql,
      FileFormat format,
      List<String> partitions,
      Path target,
      boolean replaces,
      boolean keepsRows,
      List<String> addedTo) {

    Plan {
      partitions = List.copyOf(partitions);
      addedTo = List.copyOf(addedTo);
    }

    private boolean isNewTable() {
      return addedTo.isEmpty();
    }

    /// An existing folder is all that surely may be written to.
    private Path aside() {
      return isNewTable() || replaces
          ? target.resolveSibling(FilesDrop.hiddenName())
          : target.resolve(FilesDrop.hiddenName());
    }
  }

  /// The table that gets the rows, as it is when they are there.
  interface Table {

    /// @throws ConnectorException if rows that were planned before may no longer become part of it
    void check();

    /// None where the table is not there.
    List<String> files();
  }

  FilesCopy(
      String source,
      TableName name,
      Plan plan,
      Table table,
      TableLocks locks,
      ArrowReader rows,
      BufferAllocator allocator) {
    this.source = source;
    this.name = name;
    this.plan = plan;
    this.table = table;
    this.locks = locks;
    this.incoming = rows;
    this.rows = new IncomingRows(rows, new Intervals(source, plan.format()), allocator);
    this.allocator = allocator;
    this.aside = plan.aside();
  }

  /// New rows, of which none says something that the format cannot: in CSV, an empty text would be
  /// read as NULL, and an empty name of a folder as nothing at all.
  static String checked(
      List<ColumnDescription> columns, FileFormat format, List<String> partitions) {
    return columns.stream()
        .map(column ->
            format == FileFormat.CSV || partitions.contains(column.name())
                ? "%s AS %s".formatted(notEmpty(column), DuckDbSql.identifier(column.name()))
                : DuckDbSql.identifier(column.name()))
        .collect(Collectors.joining(", ", "SELECT ", " FROM " + INCOMING));
  }

  private static String notEmpty(ColumnDescription column) {
    return switch (column.field().getType()) {
      case ArrowType.Utf8 _, ArrowType.LargeUtf8 _, ArrowType.Utf8View _ ->
          notEmpty(column.name(), "%s = ''", "text");
      case ArrowType.Binary _,
          ArrowType.LargeBinary _,
          ArrowType.BinaryView _,
          ArrowType.FixedSizeBinary _ ->
          notEmpty(column.name(), "octet_length(%s) = 0", "BLOB");
      default -> DuckDbSql.identifier(column.name());
    };
  }

  private static String notEmpty(String column, String isEmpty, String type) {
    String name = DuckDbSql.identifier(column);
    return "CASE WHEN %s THEN error(%s) ELSE %s END"
        .formatted(
            isEmpty.formatted(name),
            DuckDbSql.text("column %s: an empty %s would be read as NULL".formatted(column, type)),
            name);
  }

  /// Rows of all a table's columns, with NULLs for those that are not given.
  static String completed(List<ColumnDescription> given, List<ColumnDescription> all) {
    return all.stream()
        .map(column -> {
          String name = DuckDbSql.identifier(column.name());
          boolean isGiven = given.stream().anyMatch(each -> each.name().equals(column.name()));
          return "CAST(%s AS %s) AS %s"
              .formatted(isGiven ? name : "NULL", column.sourceType(), name);
        })
        .collect(Collectors.joining(", ", "SELECT ", " FROM " + INCOMING));
  }

  /// In a thread of the platform's: DuckDB holds it in native code while it waits for rows.
  @Override
  public long run() {
    try (var thread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("files-write").stackSize(STACK_BYTES).factory())) {
      return thread.submit(this::write).get();
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw locks.cancelled();
    } finally {
      removeAside();
    }
  }

  private RuntimeException failure(@Nullable Throwable cause) {
    RuntimeException ofRows = rows.failure();
    if (cancelled) {
      return ofRows == null ? locks.cancelled() : ofRows;
    }
    if (ofRows != null) {
      return ofRows;
    }
    return switch (cause) {
      case ConnectorException known -> known;
      case RuntimeException defect -> defect;
      case Throwable other ->
          new ConnectorException(
              String.valueOf(other.getMessage()).startsWith("Invalid Input Error")
                  ? ErrorCode.DATA_ERROR
                  : ErrorCode.SOURCE_ERROR,
              "source %s: %s"
                  .formatted(
                      source, String.valueOf(other.getMessage()).lines().findFirst().orElse("")),
              other);
      case null -> locks.cancelled();
    };
  }

  private long write() throws SQLException, IOException {
    ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator);
    try (stream) {
      Data.exportArrayStream(allocator, rows, stream);
      try {
        copy(stream);
      } finally {
        if (stream.snapshot().release != 0) {
          stream.release();
        }
      }
    }
    incoming.close();
    if (rows.count() > 0 || plan.isNewTable()) {
      publishAlone();
    }
    return rows.count();
  }

  private void copy(ArrowArrayStream stream) throws SQLException {
    try (DuckDBConnection connection = duckDb();
        Statement statement = connection.createStatement()) {
      connection.registerArrowStream(INCOMING, stream);
      Map<String, String> wanted = types(statement, "(" + plan.sql() + ")");
      copy(statement, plan.sql(), aside);
      if (isEmptyFolder()) {
        refuseNoFiles();
      } else if (plan.format() == FileFormat.PARQUET) {
        refuseOtherTypes(wanted, types(statement, written()));
      }
    }
  }

  private static DuckDBConnection duckDb() throws SQLException {
    var connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("SET memory_limit = '512MB'");
    }
    return connection;
  }

  private void copy(Statement statement, String sql, Path to) throws SQLException {
    running = statement;
    if (cancelled) {
      throw locks.cancelled();
    }
    statement.execute(
        "COPY (%s) TO %s (%s)".formatted(sql, DuckDbSql.text(to.toString()), options()));
    running = null;
  }

  private String options() {
    String format =
        switch (plan.format()) {
          case PARQUET -> "FORMAT parquet, COMPRESSION zstd";
          case CSV -> "FORMAT csv, HEADER true";
          case JSON, NDJSON -> "FORMAT json";
        };
    return plan.partitions().isEmpty()
        ? format
        : "%s, PARTITION_BY (%s), FILENAME_PATTERN 'rows_{uuid}'"
            .formatted(
                format,
                plan.partitions().stream()
                    .map(DuckDbSql::identifier)
                    .collect(Collectors.joining(", ")));
  }

  /// Partitions without rows are no files, and perhaps not even a folder.
  private boolean isEmptyFolder() {
    return !plan.partitions().isEmpty() && rows.count() == 0;
  }

  private void refuseNoFiles() {
    if (plan.isNewTable()) {
      throw new ConnectorException(
          ErrorCode.NOT_SUPPORTED,
          "source %s: a partitioned table without rows would leave no files".formatted(source));
    }
  }

  /// What the values of partition columns are is read off the names of all folders together.
  private String written() {
    return plan.partitions().isEmpty()
        ? file(aside)
        : "read_parquet([%s] || %s, hive_partitioning = true)"
            .formatted(DuckDbSql.text(aside + "/**/*.parquet"), DuckDbSql.files(plan.addedTo()));
  }

  private static String file(Path path) {
    return "read_parquet(%s, hive_partitioning = false)".formatted(DuckDbSql.file(path.toString()));
  }

  private static Map<String, String> types(Statement statement, String relation)
      throws SQLException {
    Map<String, String> types = new LinkedHashMap<>();
    try (ResultSet columns = statement.executeQuery("DESCRIBE FROM " + relation)) {
      while (columns.next()) {
        types.put(columns.getString(1), columns.getString(2));
      }
    }
    return types;
  }

  private void refuseOtherTypes(Map<String, String> wanted, Map<String, String> written) {
    wanted.forEach((column, type) -> {
      String back = written.get(column);
      if (!type.equals(back)) {
        throw new ConnectorException(
            ErrorCode.TYPE_MISMATCH,
            "source %s, column %s: %s would be read back as %s; cast it to that"
                .formatted(source, column, type, back));
      }
    });
  }

  private void publishAlone() throws SQLException, IOException {
    try (var _ = locks.take(name, () -> cancelled)) {
      table.check();
      publish();
    }
  }

  private void publish() throws SQLException, IOException {
    if (plan.keepsRows()) {
      replaceWithOldRows();
    } else if (plan.replaces()) {
      Files.move(aside, plan.target(), StandardCopyOption.ATOMIC_MOVE);
    } else if (plan.isNewTable()) {
      makeTable();
    } else {
      addTo(plan.target());
    }
  }

  /// The old rows as they are stored, which is not always as they are read, and then the new ones.
  private void replaceWithOldRows() throws SQLException, IOException {
    Optional<FileStamp> before = FileStamp.of(plan.target());
    Path all = plan.target().resolveSibling(FilesDrop.hiddenName());
    String old = file(plan.target());
    try (DuckDBConnection connection = duckDb();
        Statement statement = connection.createStatement()) {
      copy(statement, "FROM %s UNION ALL FROM %s".formatted(old, file(aside)), all);
      refuseOtherTypes(types(statement, old), types(statement, file(all)));
      if (!FileStamp.of(plan.target()).equals(before)) {
        throw new ConnectorException(
            ErrorCode.SOURCE_ERROR,
            "source %s: %s was written to by others meanwhile; nothing was changed, run it again"
                .formatted(source, plan.target()));
      }
      Files.move(all, plan.target(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      FilesDrop.deleteTree(all);
    }
  }

  private void makeTable() throws IOException {
    Files.move(aside, plan.target());
    boolean isTable = false;
    try {
      isTable = !table.files().isEmpty();
    } finally {
      if (!isTable) {
        FilesDrop.deleteTree(plan.target());
      }
    }
    if (!isTable) {
      throw new ConnectorException(
          ErrorCode.NOT_SUPPORTED,
          "source %s: %s would be one table with the other files of its folder, whose columns are the same: make it elsewhere"
              .formatted(source, plan.target()));
    }
  }

  /// Whoever reads meanwhile sees some of the files; if one cannot be moved, none stays.
  private void addTo(Path folder) throws IOException {
    List<Path> moved = new ArrayList<>();
    try {
      for (Path file : filesAside()) {
        Path target = folder.resolve(nameIn(file));
        Files.createDirectories(target.getParent());
        Files.move(file, target);
        moved.add(target);
      }
      refuseOthers(moved);
    } catch (IOException | ConnectorException e) {
      for (Path target : moved) {
        Files.deleteIfExists(target);
        FilesDrop.deleteEmpty(target.getParent(), inner -> !inner.equals(folder));
      }
      throw e;
    }
  }

  private List<Path> filesAside() throws IOException {
    try (var tree = Files.walk(aside)) {
      return tree.filter(Files::isRegularFile).toList();
    }
  }

  private Path nameIn(Path file) {
    return file.equals(aside)
        ? Path.of("rows_" + aside.getFileName().toString().substring(11) + ".parquet")
        : aside.relativize(file);
  }

  /// A glob may leave them out, and other columns make each file a table.
  private void refuseOthers(List<Path> moved) {
    List<String> files = table.files();
    for (Path file : moved) {
      if (!files.contains(file.toString())) {
        throw new ConnectorException(
            ErrorCode.NOT_SUPPORTED,
            "source %s: %s would be no file of the table by the location and the columns of its other files: add it by hand"
                .formatted(source, file));
      }
    }
  }

  private void removeAside() {
    try {
      FilesDrop.deleteTree(aside);
    } catch (IOException e) {
      throw new ConnectorException(
          ErrorCode.SOURCE_ERROR,
          "source %s: %s is left and cannot be removed: %s"
              .formatted(source, aside, e.getMessage()),
          e);
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
    rows.stop();
    locks.wake();
    Statement statement = running;
    try {
      if (statement != null) {
        statement.cancel();
      }
    } catch (SQLException _) {
      // It has ended already, and what follows sees that it was cancelled.
    }
  }

  /// All is given back when [#run] ends.
  @Override
  public void close() {}
}
