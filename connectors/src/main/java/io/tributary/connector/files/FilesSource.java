package io.tributary.connector.files;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.LocalRelation;
import io.tributary.connector.LocalSource;
import io.tributary.connector.SourceWriter;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableKind;
import io.tributary.connector.TableName;
import io.tributary.connector.TablePage;
import io.tributary.connector.TableStatistics;
import io.tributary.connector.TableSummary;
import io.tributary.connector.duckdb.DuckDbInspector;
import io.tributary.connector.duckdb.DuckDbRelation;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Files on the local disk. What is there is looked up at every call; what is in a file is
/// remembered as long as its size and time stay the same.
final class FilesSource implements LocalSource {
  private static final int REMEMBERED_TABLES = 1_000;

  private final String name;
  private final List<Location> locations;
  private final TableFinder finder;
  private final DuckDbInspector inspector = new DuckDbInspector();
  private final TableSettler settler = new TableSettler(inspector);
  private final FileStatistics statistics = new FileStatistics(inspector);
  private final RecentlyUsed<FileTable, DuckDbRelation> settled =
      new RecentlyUsed<>(REMEMBERED_TABLES);
  private final RecentlyUsed<FileTable, TableStatistics> known =
      new RecentlyUsed<>(REMEMBERED_TABLES);

  private final TableLocks locks;
  private final boolean writable;

  /// @param writable whether tables may be made below the first location that is a folder
  FilesSource(String name, List<Location> locations, boolean writable) {
    this.name = name;
    this.writable = writable;
    this.locks = new TableLocks(name);
    this.locations = List.copyOf(locations);
    this.finder =
        new TableFinder(
            locations.stream()
                .map(location -> new TableFinder.Place(location, new LocalStorage(location.base())))
                .toList(),
            new FileShapes(inspector, settler)::alike);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void test() {
    for (Location location : locations) {
      if (!Files.isDirectory(location.base())) {
        throw new ConnectorException(
            ErrorCode.SOURCE_UNAVAILABLE,
            "source %s cannot be reached: %s is no folder".formatted(name, location.base()));
      }
      if (!Files.isReadable(location.base()) || !Files.isExecutable(location.base())) {
        throw new ConnectorException(
            ErrorCode.SOURCE_UNAUTHORIZED,
            "source %s: the folder %s may not be read by this process"
                .formatted(name, location.base()));
      }
      if (location.missingFile().isPresent()) {
        throw new ConnectorException(
            ErrorCode.SOURCE_UNAVAILABLE,
            "source %s cannot be reached: there is no %s"
                .formatted(name, location.missingFile().get()));
      }
    }
  }

  @Override
  public List<String> listSchemas() {
    TreeSet<String> schemas = new TreeSet<>();
    schemas.add(TableFinder.ROOT_SCHEMA);
    attempt(finder::tables).keySet().forEach(table -> schemas.add(table.schema()));
    return List.copyOf(schemas);
  }

  @Override
  public TablePage listTables(Optional<String> schema, Optional<TableName> from, int limit) {
    var tables = attempt(finder::tables);
    List<TableName> page =
        from.map(first -> tables.tailMap(first, true)).orElse(tables).keySet().stream()
            .filter(table -> schema.isEmpty() || schema.get().equals(table.schema()))
            .limit(limit + 1L)
            .toList();
    return new TablePage(
        page.stream()
            .limit(limit)
            .map(table -> new TableSummary(table, TableKind.TABLE, ""))
            .toList(),
        page.size() > limit ? Optional.of(page.getLast()) : Optional.empty());
  }

  @Override
  public Optional<TableDescription> describe(TableName table) {
    return attempt(() -> finder.table(table))
        .map(found ->
            new TableDescription(
                table, TableKind.TABLE, "", settle(found).columns(), List.of(), List.of()));
  }

  @Override
  public TableStatistics statistics(TableName table) {
    FileTable found = find(table);
    DuckDbRelation columns = settle(found);
    return attempt(() -> known.get(found, wanted -> statistics.of(wanted, columns.columns())));
  }

  @Override
  public LocalRelation relation(TableName table) {
    FileTable found = find(table);
    return new LocalRelation(settle(found).sql(), found.paths());
  }

  @Override
  public SourceWriter writer() {
    if (!writable) {
      throw SourceWriter.readOnly(name);
    }
    return new FilesWriter(name, locations, locks, this::found);
  }

  private Optional<FilesWriter.Known> found(TableName table) {
    return attempt(() -> finder.table(table))
        .map(files -> new FilesWriter.Known(files, settle(files)));
  }

  @Override
  public void close() {
    attempt(() -> {
      inspector.close();
      return name;
    });
  }

  private FileTable find(TableName table) {
    return attempt(() -> finder.table(table))
        .orElseThrow(() ->
            new ConnectorException(
                ErrorCode.TABLE_NOT_FOUND,
                "source %s has no files for the table %s any more".formatted(name, table)));
  }

  private DuckDbRelation settle(FileTable table) {
    if (table.problem().isPresent()) {
      throw new ConnectorException(
          ErrorCode.SOURCE_ERROR, "source %s: %s".formatted(name, table.problem().get()));
    }
    return attempt(() -> settled.get(table, settler::settle));
  }

  private interface Attempt<T> {
    T get() throws IOException, SQLException;
  }

  private <T> T attempt(Attempt<T> attempt) {
    try {
      return attempt.get();
    } catch (NoSuchFileException e) {
      throw failure(ErrorCode.SOURCE_UNAVAILABLE, "there is no " + e.getFile(), e);
    } catch (NotDirectoryException e) {
      throw failure(ErrorCode.SOURCE_UNAVAILABLE, e.getFile() + " is no folder", e);
    } catch (AccessDeniedException e) {
      throw failure(
          ErrorCode.SOURCE_UNAUTHORIZED, e.getFile() + " may not be read by this process", e);
    } catch (IOException | SQLException e) {
      throw failure(ErrorCode.SOURCE_ERROR, firstLine(e), e);
    }
  }

  private ConnectorException failure(ErrorCode code, String what, Exception cause) {
    return new ConnectorException(code, "source %s: %s".formatted(name, what), cause);
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().findFirst().orElse("").strip();
  }
}
