package io.tributary.gateway.testing;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.LocalRelation;
import io.tributary.connector.LocalSource;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableName;
import io.tributary.connector.TablePage;
import io.tributary.connector.TableStatistics;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;

/// One Parquet file a table, with descriptions and statistics from a DuckDB database of the same
/// content.
public final class ParquetTestSource implements LocalSource {

  private final String name;
  private final Path folder;
  private final DuckDbTables tables;

  public ParquetTestSource(String name, Path folder, DuckDBConnection sameContent) {
    this.name = name;
    this.folder = folder;
    this.tables = new DuckDbTables(sameContent);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void test() {}

  @Override
  public List<String> listSchemas() {
    return List.of("main");
  }

  @Override
  public TablePage listTables(Optional<String> schema, Optional<TableName> from, int limit) {
    try {
      return new TablePage(tables.summaries(), Optional.empty());
    } catch (SQLException e) {
      throw new ConnectorException(ErrorCode.SOURCE_ERROR, name + " failed", e);
    }
  }

  @Override
  public Optional<TableDescription> describe(TableName table) {
    try {
      return tables.names().contains(table.table())
          ? Optional.of(tables.describe(table))
          : Optional.empty();
    } catch (SQLException | IOException e) {
      throw new ConnectorException(ErrorCode.SOURCE_ERROR, name + " failed", e);
    }
  }

  @Override
  public TableStatistics statistics(TableName table) {
    try {
      return tables.statistics(describe(table).orElseThrow());
    } catch (SQLException e) {
      throw new ConnectorException(ErrorCode.SOURCE_ERROR, name + " failed", e);
    }
  }

  @Override
  public LocalRelation relation(TableName table) {
    String path = folder.resolve(table.table() + ".parquet").toString();
    return new LocalRelation("read_parquet(['%s'])".formatted(path), List.of(path));
  }

  @Override
  public void close() {}
}
