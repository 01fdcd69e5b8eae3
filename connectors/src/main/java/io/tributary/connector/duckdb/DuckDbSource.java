package io.tributary.connector.duckdb;

import io.tributary.connector.AttachedDatabase;
import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.LocalRelation;
import io.tributary.connector.LocalSource;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableName;
import io.tributary.connector.TablePage;
import io.tributary.connector.TableStatistics;
import io.tributary.connector.TableSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A DuckDB database file. It is held open only while a question is answered.
final class DuckDbSource implements LocalSource {
  private final String name;
  private final Path file;
  private final DuckDbInspector inspector;

  DuckDbSource(String name, Path file) {
    this.name = name;
    this.file = file;
    this.inspector = new DuckDbInspector(file);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void test() {
    List<String> _ = listSchemas();
  }

  @Override
  public List<String> listSchemas() {
    return ask(DuckDbCatalog::schemas);
  }

  @Override
  public TablePage listTables(Optional<String> schema, Optional<TableName> from, int limit) {
    List<TableSummary> tables =
        ask(DuckDbCatalog::tables).values().stream()
            .filter(table -> schema.isEmpty() || schema.get().equals(table.name().schema()))
            .toList();
    return TablePage.of(tables, from, limit);
  }

  @Override
  public Optional<TableDescription> describe(TableName table) {
    return ask(catalog -> catalog.describe(table));
  }

  @Override
  public Map<TableName, List<ColumnDescription>> columns(List<TableName> tables) {
    return ask(catalog -> catalog.columns(tables));
  }

  @Override
  public TableStatistics statistics(TableName table) {
    return ask(catalog -> catalog.statistics(table));
  }

  @Override
  public LocalRelation relation(TableName table) {
    TableSummary found =
        Optional.ofNullable(ask(DuckDbCatalog::tables).get(table))
            .orElseThrow(() ->
                new ConnectorException(
                    ErrorCode.TABLE_NOT_FOUND,
                    "source %s has no table %s any more".formatted(name, table)));
    return switch (found.kind()) {
      case TABLE ->
          ask(DuckDbCatalog.uniqueName(file), catalog -> relation(found, catalog, Set.of()));
      case VIEW -> ask(catalog -> relation(found, catalog, names(catalog)));
    };
  }

  private LocalRelation relation(TableSummary table, DuckDbCatalog catalog, Set<String> names)
      throws SQLException {
    DuckDbCatalog.Found found = catalog.relation(table);
    AttachedDatabase database =
        new AttachedDatabase(file.toString(), catalog.database(), found.searchesMain(), names);
    return new LocalRelation(found.relation().sql(), List.of(), Optional.of(database));
  }

  private static Set<String> names(DuckDbCatalog catalog) throws SQLException {
    return catalog.tables().keySet().stream()
        .map(table -> table.table().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    try {
      inspector.close();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private interface Question<T> {
    T ask(DuckDbCatalog catalog) throws SQLException;
  }

  private <T> T ask(Question<T> question) {
    return ask(DuckDbCatalog.nameByFile(file), question);
  }

  private <T> T ask(String attachedAs, Question<T> question) {
    if (!Files.isRegularFile(file)) {
      throw new ConnectorException(
          ErrorCode.SOURCE_UNAVAILABLE,
          "source %s cannot be reached: there is no file %s".formatted(name, file));
    }
    if (!Files.isReadable(file)) {
      throw new ConnectorException(
          ErrorCode.SOURCE_UNAUTHORIZED,
          "source %s: the file %s may not be read by this process".formatted(name, file));
    }
    try {
      return inspector.attached(
          file.toString(),
          attachedAs,
          () -> question.ask(new DuckDbCatalog(inspector, attachedAs)));
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private ConnectorException failure(SQLException e) {
    DuckDbErrors.Failure failure = DuckDbErrors.of(e, file);
    return new ConnectorException(
        failure.code(), "source %s %s".formatted(name, failure.reason()), e);
  }
}
