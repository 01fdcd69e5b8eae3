package io.tributary.connector;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A place where tables are. Safe for use by many threads; closing it ends what it still holds.
///
/// Every method that reaches the source throws [ConnectorException] with a message that names the
/// source: SOURCE_UNAVAILABLE, SOURCE_UNAUTHORIZED or SOURCE_ERROR.
public sealed interface Source extends AutoCloseable permits SqlSource, LocalSource {

  String name();

  /// Whether it is an engine that asks others for rows, a gateway among them perhaps: to answer, it
  /// may need of a gateway what the query that asks holds.
  default boolean isEngine() {
    return false;
  }

  /// Reaches the source and returns; throws where that fails.
  void test();

  /// Schemas that can hold tables, sorted, without the source's own system schemas.
  List<String> listSchemas();

  /// Tables and views from a place in the order of [TableName] on.
  ///
  /// @param schema only this schema
  /// @param from first table of the page, if it still exists; empty for the first page
  /// @param limit at most this many, more than 0
  TablePage listTables(Optional<String> schema, Optional<TableName> from, int limit);

  /// The table of exactly this name, or empty.
  Optional<TableDescription> describe(TableName table);

  /// The columns of tables of exactly these names, without those that do not exist. Asks for all of
  /// them at once where the source can be asked so.
  default Map<TableName, List<ColumnDescription>> columns(List<TableName> tables) {
    Map<TableName, List<ColumnDescription>> columns = new HashMap<>();
    for (TableName table : tables) {
      describe(table).ifPresent(description -> columns.put(table, description.columns()));
    }
    return columns;
  }

  /// Cheap statistics of a table that exists; never reads the table.
  TableStatistics statistics(TableName table);

  /// The columns of a query in the source's own SQL, found without running it.
  ///
  /// @param sql without blanks or semicolons at its end
  /// @throws ConnectorException NOT_SUPPORTED where its connector takes no such queries,
  ///   PERMISSION_DENIED where the source is not configured to take them, INVALID_ARGUMENT where
  ///   the source refuses this one, or it cannot be read as a table
  default List<ColumnDescription> describeQuery(String sql) {
    throw new ConnectorException(
        ErrorCode.NOT_SUPPORTED,
        "source %s takes no queries in SQL of its own: only the connectors postgresql, mysql, sqlite and trino do; name its tables in this query instead"
            .formatted(name()));
  }

  /// What changes its tables.
  ///
  /// @throws ConnectorException PERMISSION_DENIED where the source is not configured as writable,
  ///   NOT_SUPPORTED where its connector only reads
  default SourceWriter writer() {
    throw new ConnectorException(
        ErrorCode.NOT_SUPPORTED,
        "source %s cannot be written to: its connector only reads".formatted(name()));
  }

  @Override
  void close();
}
