package io.tributary.gateway.testing;

import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableName;
import io.tributary.connector.TablePage;
import io.tributary.connector.TableStatistics;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;

/// What a source of tests is called and which tables it has: those of a DuckDB database.
abstract class DuckDbDescribed {

  private final String name;
  private final DuckDbTables tables;

  DuckDbDescribed(String name, DuckDBConnection database) {
    this.name = name;
    this.tables = new DuckDbTables(database);
  }

  public String name() {
    return name;
  }

  public void test() {}

  public List<String> listSchemas() {
    return List.of("main");
  }

  public TablePage listTables(Optional<String> schema, Optional<TableName> from, int limit) {
    try {
      return new TablePage(tables.summaries(), Optional.empty());
    } catch (SQLException e) {
      throw new ConnectorException(ErrorCode.SOURCE_ERROR, name + " failed", e);
    }
  }

  public Optional<TableDescription> describe(TableName table) {
    try {
      return tables.names().contains(table.table())
          ? Optional.of(tables.describe(table))
          : Optional.empty();
    } catch (SQLException | IOException e) {
      throw new ConnectorException(ErrorCode.SOURCE_ERROR, name + " failed", e);
    }
  }

  public TableStatistics statistics(TableName table) {
    try {
      return tables.statistics(describe(table).orElseThrow());
    } catch (SQLException e) {
      throw new ConnectorException(ErrorCode.SOURCE_ERROR, name + " failed", e);
    }
  }

  public void close() {}
}
