package io.tributary.connector.files;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.RunningChange;
import io.tributary.connector.SourceWriter;
import io.tributary.connector.TableChange;
import io.tributary.connector.TableName;
import io.tributary.connector.duckdb.DuckDbRelation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;

/// Writes tables as files, by DuckDB's `COPY` into a hidden name beside, which is renamed at the
/// end.
final class FilesWriter implements SourceWriter {
  private static final String FORMAT = "format";
  private static final String PARTITIONED_BY = "partitioned_by";

  /// What a name that DuckDB reads would stand for others by.
  private static final String WILDCARDS = "*?[]{}";

  private final String source;
  private final Path folder;
  private final Set<Path> roots;
  private final TableLocks locks;
  private final Function<TableName, Optional<Known>> tables;

  /// A table that is there.
  record Known(FileTable files, DuckDbRelation relation) {}

  /// @param locations of which tables are made in the first that is a folder
  /// @param locks of all writers of the source
  /// @param tables finds what is there
  FilesWriter(
      String source,
      List<Location> locations,
      TableLocks locks,
      Function<TableName, Optional<Known>> tables) {
    this.source = source;
    this.locks = locks;
    this.folder =
        locations.stream().filter(Location::isWholeFolder).findFirst().orElseThrow().base();
    this.roots = locations.stream().map(Location::base).collect(Collectors.toUnmodifiableSet());
    this.tables = tables;
  }

  @Override
  public List<ColumnDescription> columnsFor(List<Field> wanted, Map<String, Integer> maxLengths) {
    return wanted.stream()
        .map(field -> {
          if (!field.isNullable()) {
            throw refused("column %s: files cannot keep NOT NULL".formatted(field.getName()));
          }
          return new ColumnDescription(field, field.getType().toString(), Optional.empty(), "");
        })
        .toList();
  }

  @Override
  public RunningChange start(TableChange change, ArrowReader rows, BufferAllocator allocator) {
    return switch (change) {
      case TableChange.Create create -> create(create, rows, allocator);
      case TableChange.Append append -> append(append, rows, allocator);
      case TableChange.Drop drop ->
          new FilesDrop(source, drop.table(), () -> known(drop.table()).files(), locks, roots);
      case TableChange.Truncate truncate ->
          throw refused(
              "%s is kept in files, which are not emptied: drop it, or replace it"
                  .formatted(truncate.table()));
      case TableChange.Delete delete -> throw refusedInPlace(delete);
      case TableChange.Update update -> throw refusedInPlace(update);
      case TableChange.InOrder several -> throw refusedInPlace(several);
    };
  }

  private ConnectorException refusedInPlace(TableChange change) {
    return refused(
        "%s is kept in files, of which no rows are changed: replace it".formatted(change.table()));
  }

  private RunningChange create(
      TableChange.Create create, ArrowReader rows, BufferAllocator allocator) {
    checkOptions(create.options());
    TableName table = create.table();
    checkName(table);
    FileFormat format = format(create.options());
    List<String> partitions = create.options().getOrDefault(PARTITIONED_BY, List.of());
    checkPartitions(partitions, create.columns());
    new Intervals(source, format).refuseNested(create.columns());
    Path place = schemaFolder(table.schema());
    Path target =
        place.resolve(partitions.isEmpty() ? table.table() + extension(format) : table.table());
    boolean replaces = replaces(create, target);
    String rowsSql = FilesCopy.checked(create.columns(), format, partitions);
    return new FilesCopy(
        source,
        table,
        new FilesCopy.Plan(rowsSql, format, partitions, target, replaces, false, List.of()),
        new Table(table, () -> refuseOtherThan(replaces, create, target)),
        locks,
        rows,
        allocator);
  }

  /// A table as [FilesCopy] sees it.
  private final class Table implements FilesCopy.Table {
    private final TableName name;
    private final Runnable check;

    private Table(TableName name, Runnable check) {
      this.name = name;
      this.check = check;
    }

    @Override
    public void check() {
      check.run();
    }

    @Override
    public List<String> files() {
      return tables.apply(name).map(known -> known.files().paths()).orElse(List.of());
    }
  }

  /// Whether a new table takes the place of the file that it is to be.
  private boolean replaces(TableChange.Create create, Path target) {
    TableName table = create.table();
    Optional<Known> before = tables.apply(table);
    boolean sameFile =
        before.isPresent() && before.get().files().paths().equals(List.of(target.toString()));
    if (sameFile && !create.replace()) {
      throw refused("%s is there already: it was made meanwhile".formatted(table));
    }
    if (before.isPresent() && !sameFile) {
      throw refused(
          "%s is kept in other files than those that would take its place: drop it first"
              .formatted(table));
    }
    if (!sameFile && Files.exists(target)) {
      throw refused(
          "%s is there, but is no table: remove it, or take another name".formatted(target));
    }
    return sameFile;
  }

  private void refuseOtherThan(boolean replaces, TableChange.Create create, Path target) {
    if (replaces(create, target) != replaces) {
      throw changedMeanwhile(create.table());
    }
  }

  private RunningChange append(
      TableChange.Append append, ArrowReader rows, BufferAllocator allocator) {
    Known known = known(append.table());
    FileTable files = known.files();
    if (files.format() != FileFormat.PARQUET) {
      throw refused(
          "%s is kept as %s: rows are added to Parquet alone; replace it instead"
              .formatted(append.table(), files.format()));
    }
    refuseChanged(append, known.relation().columns());
    new Intervals(source, files.format()).refuseNested(append.columns());
    boolean isOneFile = files.folder().isEmpty();
    Path target = Path.of(files.folder().orElseGet(() -> files.paths().getFirst()));
    String incoming = FilesCopy.completed(append.columns(), known.relation().columns());
    return new FilesCopy(
        source,
        append.table(),
        new FilesCopy.Plan(
            incoming,
            FileFormat.PARQUET,
            files.partitionKeys(),
            target,
            isOneFile,
            isOneFile,
            files.paths()),
        new Table(append.table(), () -> refuseOtherThan(known, append)),
        locks,
        rows,
        allocator);
  }

  private void refuseOtherThan(Known before, TableChange.Append append) {
    Known now = known(append.table());
    if (!now.files().folder().equals(before.files().folder())
        || !now.relation().columns().equals(before.relation().columns())) {
      throw changedMeanwhile(append.table());
    }
  }

  private ConnectorException changedMeanwhile(TableName table) {
    return new ConnectorException(
        ErrorCode.SOURCE_ERROR,
        "source %s: %s was changed meanwhile; nothing was written, run it again"
            .formatted(source, table));
  }

  private void refuseChanged(TableChange.Append append, List<ColumnDescription> now) {
    for (ColumnDescription column : append.columns()) {
      boolean same =
          now.stream()
              .anyMatch(known ->
                  known.name().equals(column.name())
                      && known.sourceType().equals(column.sourceType()));
      if (!same) {
        throw new ConnectorException(
            ErrorCode.SOURCE_ERROR,
            "source %s: column %s of %s is no longer %s; its table was changed meanwhile, run it again"
                .formatted(source, column.name(), append.table(), column.sourceType()));
      }
    }
  }

  private Known known(TableName table) {
    return tables
        .apply(table)
        .orElseThrow(() ->
            new ConnectorException(
                ErrorCode.TABLE_NOT_FOUND,
                "source %s has no files for the table %s any more".formatted(source, table)));
  }

  private Path schemaFolder(String schema) {
    return schema.equals(TableFinder.ROOT_SCHEMA) ? folder : folder.resolve(schema);
  }

  private void checkName(TableName table) {
    String name = table.table();
    if (name.startsWith(".")
        || name.startsWith("_")
        || name.contains("/")
        || name.contains("=")
        || name.chars().anyMatch(c -> WILDCARDS.indexOf(c) >= 0)
        || name.indexOf('\0') >= 0) {
      throw refused(
          "a file cannot be called %s: begin with a letter, and use none of / = * ? [ ] { }"
              .formatted(name));
    }
  }

  private void checkOptions(Map<String, List<String>> options) {
    Set<String> unknown = new TreeSet<>(options.keySet());
    unknown.remove(FORMAT);
    unknown.remove(PARTITIONED_BY);
    if (!unknown.isEmpty()) {
      throw new ConnectorException(
          ErrorCode.INVALID_ARGUMENT,
          "source %s: WITH takes %s and %s, not %s"
              .formatted(source, FORMAT, PARTITIONED_BY, String.join(", ", unknown)));
    }
  }

  private FileFormat format(Map<String, List<String>> options) {
    return switch (String.join(",", options.getOrDefault(FORMAT, List.of("parquet")))) {
      case "parquet" -> FileFormat.PARQUET;
      case "csv" -> FileFormat.CSV;
      case "json" -> FileFormat.NDJSON;
      case String other ->
          throw new ConnectorException(
              ErrorCode.INVALID_ARGUMENT,
              "source %s: the format is parquet, csv or json, not %s".formatted(source, other));
    };
  }

  private static String extension(FileFormat format) {
    return switch (format) {
      case PARQUET -> ".parquet";
      case CSV -> ".csv";
      case JSON, NDJSON -> ".ndjson";
    };
  }

  private void checkPartitions(List<String> partitions, List<ColumnDescription> columns) {
    for (String partition : partitions) {
      if (columns.stream().noneMatch(column -> column.name().equals(partition))) {
        throw new ConnectorException(
            ErrorCode.COLUMN_NOT_FOUND,
            "source %s: %s names no column: %s".formatted(source, PARTITIONED_BY, partition));
      }
    }
  }

  private ConnectorException refused(String why) {
    return new ConnectorException(ErrorCode.NOT_SUPPORTED, "source %s: %s".formatted(source, why));
  }
}
