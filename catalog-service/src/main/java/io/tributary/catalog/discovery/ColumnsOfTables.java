package io.tributary.catalog.discovery;

import io.tributary.connector.ColumnDescription;
import io.tributary.connector.ConnectorException;
import io.tributary.connector.ErrorCode;
import io.tributary.connector.Source;
import io.tributary.connector.TableName;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks a source for the columns of many tables. One that cannot be described, such as a damaged
/// file or a view of a table that was dropped, takes no other's columns away.
final class ColumnsOfTables {
  private static final Logger log = LoggerFactory.getLogger(ColumnsOfTables.class);

  /// Of failures that need not be the whole source's.
  private static final Set<ErrorCode> OF_A_TABLE =
      EnumSet.of(ErrorCode.SOURCE_ERROR, ErrorCode.PERMISSION_DENIED);

  private ColumnsOfTables() {}

  /// Without the tables that do not exist or cannot be described.
  static Map<TableName, List<ColumnDescription>> ask(Source source, List<TableName> tables) {
    try {
      return source.columns(tables);
    } catch (ConnectorException e) {
      // Engines answer for all tables of theirs at once, and at a price.
      if (source.isEngine() || !OF_A_TABLE.contains(e.code())) {
        throw e;
      }
      if (tables.size() == 1) {
        log.warn("the columns of {} are not listed: {}", tables.getFirst(), e.getMessage());
        return Map.of();
      }
    }
    int half = tables.size() / 2;
    Map<TableName, List<ColumnDescription>> columns =
        new HashMap<>(ask(source, tables.subList(0, half)));
    columns.putAll(ask(source, tables.subList(half, tables.size())));
    return columns;
  }
}
