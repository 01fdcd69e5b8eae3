package io.tributary.connector.jdbc;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.TableDescription;
import io.tributary.connector.TableName;
import io.tributary.connector.TablePage;
import io.tributary.connector.TableStatistics;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a database says of its tables, without reading them. Serves one connection, one question at
/// a time; what is asked is as [io.tributary.connector.Source] has it.
public interface JdbcCatalog {

  List<String> schemas() throws SQLException;

  TablePage tables(Optional<String> schema, Optional<TableName> from, int limit)
      throws SQLException;

  Optional<TableDescription> describe(TableName table) throws SQLException;

  default Map<TableName, List<ColumnDescription>> columns(List<TableName> tables)
      throws SQLException {
    Map<TableName, List<ColumnDescription>> columns = new HashMap<>();
    for (TableName table : tables) {
      describe(table).ifPresent(description -> columns.put(table, description.columns()));
    }
    return columns;
  }

  TableStatistics statistics(TableName table) throws SQLException;
}
